package dev.daogou.knowledge.lexical;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a question as a shop's passages write them. A word that no passage has is read as the known word that is
 * one letter away, or as the two known words it is made of; two neighbours may also be written as one. A model number that
 * no passage has is read as those that begin with it.
 *
 * @param words each once
 * @param everything the rarity of all of them together
 * @param codes the rarity of the codes together, of those that are known at least in part
 * @param codeNobodyHas a model number or fault code is asked for, and no passage has any of those that are
 */
public record Asked(List<AskedWord> words, double everything, double codes, boolean codeNobodyHas) {
    public Asked {
        words = List.copyOf(words);
    }

    /**
     * A word to look up.
     *
     * @param text as passages write it
     * @param rarity how much it tells: {@code ln(1 + (N - n + 0.5) / (n + 0.5))}
     * @param code whether it is a model number or fault code
     * @param passages how many passages have it
     * @param instead it stands for others of the question, for two that passages may also write apart or for a code typed in
     *     part, and does not count among everything
     */
    public record AskedWord(String text, double rarity, boolean code, long passages, boolean instead) {}

    /** The rarity of each word that was asked for. */
    public Map<String, Double> rarities() {
        Map<String, Double> rarities = new HashMap<>();
        for (AskedWord word : words) {
            if (!word.instead()) {
                rarities.put(word.text(), word.rarity());
            }
        }
        return rarities;
    }
}
