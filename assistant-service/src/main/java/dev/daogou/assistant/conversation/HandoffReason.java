package dev.daogou.assistant.conversation;

/** Why a person is brought in. */
public enum HandoffReason {
    SHOPPER_ASKED,
    COMPLAINT,
    NOT_ANSWERED,
    HIGH_VALUE,
    POLICY
}
