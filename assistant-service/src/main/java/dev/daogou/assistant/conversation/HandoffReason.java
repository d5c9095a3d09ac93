package dev.daogou.assistant.conversation;

/** Why a person is brought in. */
public enum HandoffReason {
    SHOPPER_ASKED("shopperAsked"),
    COMPLAINT("complaint"),
    NOT_ANSWERED("notAnswered"),
    HIGH_VALUE("highValue"),
    POLICY("policy");

    private final String wireName;

    HandoffReason(String wireName) {
        this.wireName = wireName;
    }

    /** The wire form, e.g. {@code shopperAsked}. */
    public String wireName() {
        return wireName;
    }
}
