package dev.daogou.assistant.conversation;

import dev.daogou.assistant.conversation.Conversations.LogEvent;
import dev.daogou.assistant.shop.ShopId;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * What is said, as it is said, on every node of an installation. The log is the queue: a follower that is slow, or was away,
 * reads on from its last number, so nothing is lost, repeated or piled up in memory.
 */
public interface ConversationStream {

    /** Delivers every event after {@code afterSeq} in order, one at a time, those of the past first. */
    Following follow(ShopId shop, ConversationId conversation, long afterSeq, Follower follower);

    /** Tells of every change in any conversation, soon after it happened; may miss some while the database is away. */
    Following watch(Consumer<Change> watcher);

    /** Takes events; called by one thread at a time, never by the thread that made the event. */
    interface Follower {

        /**
         * Takes the next event.
         *
         * @throws IOException when nobody listens any more; the following ends
         */
        void event(LogEvent event) throws IOException;

        /** Asked after each event: whether enough was heard, so that the following ends. */
        default boolean satisfied() {
            return false;
        }

        /**
         * Called when 15 seconds passed in which nothing was delivered.
         *
         * @throws IOException when nobody listens any more; the following ends
         */
        default void heartbeat() throws IOException {}

        /** The following ended: closed, nobody listened, or the service stops. Called once. */
        default void ended() {}
    }

    /** Ends by being closed. */
    interface Following extends AutoCloseable {
        @Override
        void close();
    }

    /** What kind of thing happened in which conversation. */
    record Change(ShopId shop, ConversationId conversation, Kind kind) {

        /** How much it matters to someone who is not in the conversation. */
        public enum Kind {
            /** The assistant works on its answer. */
            TURN,
            /** Someone said something. */
            MESSAGE,
            /** The floor changed. */
            FLOOR
        }
    }
}
