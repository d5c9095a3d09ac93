package dev.daogou.assistant.conversation;

/**
 * Why a person is wanted, in words for both sides.
 *
 * @param reason why
 * @param brief what it is about in a sentence, for the desk; never shown to the shopper
 * @param line what the shopper is told: a person was asked for, and when one will be there
 * @param told how the shopper is told
 */
public record AgentRequest(HandoffReason reason, String brief, String line, Told told) {
    public AgentRequest {
        if (line.isBlank()) {
            throw new IllegalArgumentException("The shopper must be told that a person was asked for");
        }
    }

    /** How the shopper learns of the request. */
    public enum Told {
        /** A running answer ends and the line is said instead. */
        AT_ONCE,
        /** The running answer tells it; the line is said only when there is none or it fails. */
        BY_THE_ANSWER
    }
}
