package dev.daogou.assistant.chat;

import dev.daogou.assistant.answering.TurnSink;
import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.conversation.ConversationStream.Follower;
import dev.daogou.assistant.conversation.Conversations;
import dev.daogou.assistant.conversation.Conversations.LogEvent;
import dev.daogou.assistant.shop.ShopId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A turn that writes what it says into the conversation's log, and hears from there when it has lost the word. */
class LoggedTurn implements TurnSink, Follower {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedTurn.class);

    private final Conversations conversations;
    private final ShopId shop;
    private final ConversationId conversation;
    private final UUID turn;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile boolean ended;

    LoggedTurn(Conversations conversations, ShopId shop, ConversationId conversation, UUID turn) {
        this.conversations = conversations;
        this.shop = shop;
        this.conversation = conversation;
        this.turn = turn;
    }

    @Override
    public boolean emit(String type, Map<String, Object> data) {
        return open.get() && keptOrLost(conversations.appendTurnEvent(shop, conversation, turn, type, data));
    }

    @Override
    public boolean complete(String text, Map<String, Object> content) {
        if (!open.compareAndSet(true, false)) {
            return false;
        }
        boolean said = conversations.completeTurn(shop, conversation, turn, text, content) != null;
        ended = true;
        return said;
    }

    @Override
    public void fail(String code) {
        if (open.compareAndSet(true, false)) {
            conversations.failTurn(shop, conversation, turn, code);
            ended = true;
        }
    }

    @Override
    public boolean live() {
        return open.get();
    }

    /** The turn ends here, whoever was to end it; a turn that has ended stays as it is. */
    void endIfOpen(String code) {
        open.set(false);
        if (ended) {
            return;
        }
        try {
            conversations.failTurn(shop, conversation, turn, code);
            ended = true;
        } catch (RuntimeException failed) {
            LOG.error("A turn could not be ended; it will be when its lease runs out", failed);
        }
    }

    /** A sign of life, so that nobody takes this node for dead while a model thinks. */
    void keep() {
        try {
            if (open.get()) {
                keptOrLost(conversations.keepTurn(shop, conversation, turn));
            }
        } catch (RuntimeException failed) {
            LOG.warn("A turn could not give a sign of life: {}", failed.toString());
        }
    }

    @Override
    public void event(LogEvent event) {
        boolean lost = switch (event.type()) {
            case "floor.changed" -> "agent".equals(event.data().get("floor"));
            case "turn.failed" -> turn.toString().equals(event.data().get("messageId"));
            default -> false;
        };
        if (lost) {
            open.set(false);
        }
    }

    private boolean keptOrLost(boolean kept) {
        if (!kept) {
            open.set(false);
        }
        return kept;
    }
}
