package dev.daogou.assistant.conversation;

import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.StaffId;
import dev.daogou.assistant.shopper.ShopperId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who said what, in order, and who may speak next. Every change is one row of the conversation's log, numbered without
 * gaps, and one conditional update of its floor.
 */
public interface Conversations {

    /** Starts a conversation; {@code entry} is how the shopper came (keyword, channel, page), kept for the desk. */
    ConversationId start(ShopId shop, ShopperId shopper, Map<String, Object> entry);

    /**
     * Appends a shopper's message and says who has the floor. The same {@code idempotencyKey} with the same text gives
     * the message that is there already.
     *
     * @throws IdempotencyKeyReused when the key came before with another text
     */
    Appended appendShopper(
            ShopId shop, ConversationId conversation, String text, PageContext page, @Nullable String idempotencyKey);

    /**
     * What became of a shopper's message.
     *
     * @param message as it stands in the log
     * @param fresh false when it was there already
     * @param floor who answers it
     */
    record Appended(Message message, boolean fresh, Floor floor) {}

    /**
     * Appends an event of the assistant's turn, unless the floor is no longer the assistant's or the turn was ended.
     *
     * @param turn the turn begun by {@link #beginTurn}
     * @return false when the assistant has lost the word: the turn must stop and say nothing more
     */
    boolean appendTurnEvent(ShopId shop, ConversationId conversation, UUID turn, String type, Map<String, Object> data);

    /** Gives the assistant the word for one message; null when it has not got it (another turn runs, a person speaks). */
    @Nullable
    UUID beginTurn(ShopId shop, ConversationId conversation, UUID messageId);

    /** Ends a turn with the assistant's whole message; null when the assistant has lost the word meanwhile. */
    @Nullable
    Message completeTurn(ShopId shop, ConversationId conversation, UUID turn, String text, Map<String, Object> content);

    /** Ends a turn that could not be answered, with a stable code. */
    void failTurn(ShopId shop, ConversationId conversation, UUID turn, String code);

    /** Ends the running turn, if any, because the shopper said stop. */
    void cancelTurn(ShopId shop, ConversationId conversation);

    /** The whole history, oldest first. */
    List<Message> history(ShopId shop, ConversationId conversation);

    /** The shopper's own conversation; {@code ConversationUnknown} when there is none of theirs by this id. */
    void requireOwner(ShopId shop, ConversationId conversation, ShopperId shopper);

    Floor floor(ShopId shop, ConversationId conversation);

    /** Asks for a person: the floor becomes {@link Floor.AwaitingAgent}, unless a person is awaited or there already. */
    Floor requestAgent(ShopId shop, ConversationId conversation, HandoffReason reason, String brief);

    /**
     * Gives the floor to an agent by one conditional update and ends a running turn.
     *
     * @return false when another agent has it
     */
    boolean claim(ShopId shop, ConversationId conversation, StaffId agent, String agentName);

    /** An agent's words; false when the agent has not got the floor. */
    @Nullable
    Message appendAgent(ShopId shop, ConversationId conversation, StaffId agent, String name, String text);

    /** The agent hands back: the floor becomes the assistant's. False when the agent had not got it. */
    boolean release(ShopId shop, ConversationId conversation, StaffId agent);

    /** Events after {@code afterSeq}, oldest first. */
    List<LogEvent> events(ShopId shop, ConversationId conversation, long afterSeq);

    /**
     * One row of the log.
     *
     * @param seq numbered from 1 without gaps
     * @param type as in the public face, e.g. {@code message.delta}
     */
    record LogEvent(long seq, String type, Map<String, Object> data) {}
}
