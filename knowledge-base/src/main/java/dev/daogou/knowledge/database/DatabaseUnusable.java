package dev.daogou.knowledge.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be used as it is set up; the message is one sentence that says what to change. */
public class DatabaseUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the sentence for the person who starts the service. */
    public DatabaseUnusable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
