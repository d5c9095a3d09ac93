package dev.daogou.assistant.conversation;

import java.util.UUID;

/** Whether the assistant may answer a message now. */
public sealed interface TurnStart {

    /**
     * It may.
     *
     * @param turn names the turn, and is the id the answer will have
     */
    record Begun(UUID turn) implements TurnStart {}

    /** Not yet: another turn runs, or an older message comes first. */
    record NotYet() implements TurnStart {}

    /** No: a person has the floor or is awaited, or the message is settled already. */
    record NotWanted() implements TurnStart {}
}
