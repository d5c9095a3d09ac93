package dev.daogou.assistant.answering;

/** Answers a shopper's message: understand, gather, converse, release, settle. */
public interface Answering {

    /**
     * Answers one message. Returns when the turn is over, however it ended; says everything through {@code sink} and
     * stops as soon as the sink says that the word is lost. Throws nothing for a model or tool that fails.
     */
    void answer(Turn turn, TurnSink sink);
}
