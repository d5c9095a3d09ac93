package dev.daogou.assistant.answering;

import java.util.Map;

/** Where an answer goes: into the conversation's log, and from there to every open stream. */
public interface TurnSink {

    /** Says one event; false when the assistant has lost the word and must stop. */
    boolean emit(String type, Map<String, Object> data);

    /** Says the whole answer and ends the turn; false when the assistant has lost the word. */
    boolean complete(String text, Map<String, Object> content);

    /** Ends the turn without an answer, with a stable code. */
    void fail(String code);

    /** Whether the assistant still has the word. */
    boolean live();
}
