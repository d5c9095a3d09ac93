package dev.daogou.knowledge;

/** Sources of one shop whose passages are embedded, ready to be published; nothing of them is searchable yet. */
public interface EmbeddedSources {

    /** The shop's id. */
    String shop();

    /** How many passages they have together. */
    int passages();
}
