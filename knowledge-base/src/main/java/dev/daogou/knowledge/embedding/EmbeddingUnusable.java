package dev.daogou.knowledge.embedding;

import org.jspecify.annotations.Nullable;

/** The embedding model cannot be used as it is set up; the message is one sentence that says what to set. */
public class EmbeddingUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the sentence for the person who set it up. */
    public EmbeddingUnusable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
