package dev.daogou.knowledge;

/** How long texts are for the model that embeds a shop's passages. Safe to use from any thread. */
public interface TextMeasure {

    /**
     * The length of a text in the model's own tokens, without those the model puts around it. Texts joined by white space
     * or punctuation are as long as the sum of their parts.
     */
    int tokens(String text);

    /** How many tokens of one text the model reads; what comes after them is not in its vector. */
    int longest();
}
