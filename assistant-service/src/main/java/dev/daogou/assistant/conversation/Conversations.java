package dev.daogou.assistant.conversation;

import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.StaffId;
import dev.daogou.assistant.shopper.ShopperId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who said what, in order, and who may speak next. Every change is one row of the conversation's log, numbered without
 * gaps, and one conditional update of its floor. Every method throws {@link ConversationUnknown} where the shop has no such
 * conversation, unless it says otherwise.
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
     * @param floor who has the floor now
     * @param assistantAnswers whether an answer of the assistant is still to come
     */
    record Appended(Message message, boolean fresh, Floor floor, boolean assistantAnswers) {}

    /**
     * Gives the assistant the word for one message. A turn whose lease ran out (its node died) is ended first, with the
     * code {@code interrupted}.
     */
    TurnStart beginTurn(ShopId shop, ConversationId conversation, UUID messageId);

    /**
     * Appends an event of the assistant's turn, unless the turn was ended or an agent has the floor. A turn that itself
     * asked for a person may still finish its sentence.
     *
     * @param turn the turn begun by {@link #beginTurn}
     * @return false when the assistant has lost the word: the turn must stop and say nothing more
     */
    boolean appendTurnEvent(ShopId shop, ConversationId conversation, UUID turn, String type, Map<String, Object> data);

    /** Keeps a turn from running out while its model thinks; false when the assistant has lost the word. */
    boolean keepTurn(ShopId shop, ConversationId conversation, UUID turn);

    /**
     * Ends a turn with the assistant's whole message; null when the assistant has lost the word meanwhile. Its
     * {@code handoff.state} is the floor at that moment, whatever {@code content} says.
     */
    @Nullable
    Message completeTurn(ShopId shop, ConversationId conversation, UUID turn, String text, Map<String, Object> content);

    /** Ends a turn that could not be answered, with a stable code; nothing happens when it has ended already. */
    void failTurn(ShopId shop, ConversationId conversation, UUID turn, String code);

    /** Gives up on a message no turn was begun for, with a stable code; nothing happens when it is settled already. */
    void leaveUnanswered(ShopId shop, ConversationId conversation, UUID messageId, String code);

    /** Ends the running turn, if any, because the shopper said stop. */
    void cancelTurn(ShopId shop, ConversationId conversation);

    /** The whole history, oldest first. */
    List<Message> history(ShopId shop, ConversationId conversation);

    /** One message of the conversation; empty when there is none of this id in it. */
    Optional<Message> message(ShopId shop, ConversationId conversation, UUID messageId);

    /** How the assistant's turn for a message ended ({@code message.completed} or {@code turn.failed}); empty when not. */
    Optional<LogEvent> outcome(ShopId shop, ConversationId conversation, UUID messageId);

    /** The shopper's own conversation; {@code ConversationUnknown} when there is none of theirs by this id. */
    void requireOwner(ShopId shop, ConversationId conversation, ShopperId shopper);

    Floor floor(ShopId shop, ConversationId conversation);

    /**
     * Asks for a person: the floor becomes {@link Floor.AwaitingAgent}, unless a person is awaited or there already. The
     * shopper is told {@link AgentRequest#line} once, as a message: at once, or when the running turn ends without an answer.
     *
     * @return the floor as it is now
     */
    Floor requestAgent(ShopId shop, ConversationId conversation, AgentRequest request);

    /**
     * Gives the floor to an agent by one conditional update and ends a running turn.
     *
     * @return false when another agent has it
     */
    boolean claim(ShopId shop, ConversationId conversation, StaffId agent, String agentName);

    /**
     * An agent's words; null when the agent has not got the floor. The same {@code idempotencyKey} with the same text gives
     * the message that is there already.
     *
     * @throws IdempotencyKeyReused when the key came before with another text
     */
    @Nullable
    Message appendAgent(
            ShopId shop,
            ConversationId conversation,
            StaffId agent,
            String name,
            String text,
            @Nullable String idempotencyKey);

    /** The agent gives the floor to a colleague. False when the agent had not got it. */
    boolean transfer(ShopId shop, ConversationId conversation, StaffId from, StaffId to, String toName);

    /** The agent hands back: the floor becomes the assistant's. False when the agent had not got it. */
    boolean release(ShopId shop, ConversationId conversation, StaffId agent);

    /** The agent says a last line, calls the matter settled and hands back. False when the agent had not got the floor. */
    boolean resolve(ShopId shop, ConversationId conversation, StaffId agent, String line);

    /** Events after {@code afterSeq}, oldest first, at most {@code limit}; none for an unknown conversation. */
    List<LogEvent> events(ShopId shop, ConversationId conversation, long afterSeq, int limit);

    /** The conversations of these shops where a person is awaited or has the floor, those who asked first in front. */
    List<Standing> withPeople(Collection<ShopId> shops);

    /** A conversation in one of these shops; empty when there is none. */
    Optional<Standing> standing(Collection<ShopId> shops, ConversationId conversation);

    /**
     * One row of the log.
     *
     * @param seq numbered from 1 without gaps
     * @param type as in the public face, e.g. {@code message.delta}
     */
    record LogEvent(long seq, String type, Map<String, Object> data) {}
}
