package dev.daogou.assistant.chat;

import dev.daogou.assistant.conversation.ConversationStream.Follower;
import dev.daogou.assistant.conversation.Conversations.LogEvent;
import dev.daogou.assistant.conversation.Message;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a conversation from one message on until that message is answered, and passes on what belongs to it: the message,
 * its turn, and changes of the floor. What is said about other messages meanwhile is left out.
 */
class AwaitedAnswer implements Follower {

    /** How the waiting ended. */
    sealed interface Ending {

        /**
         * The assistant answered.
         *
         * @param completed the event {@code message.completed}
         */
        record Answered(LogEvent completed) implements Ending {}

        /**
         * The assistant did not answer.
         *
         * @param code why
         */
        record Failed(String code) implements Ending {}

        /** A person answers, not the assistant. */
        record LeftToPeople() implements Ending {}
    }

    private final String asked;
    private final boolean answerComes;
    private final Follower passOn;
    private final Consumer<Ending> whenEnded;
    private @Nullable String turn;
    private volatile @Nullable Ending ending;

    /**
     * @param answerComes whether the assistant answers or has answered; else the message itself is all there is
     * @param whenEnded called once, unless nobody listens any more before
     */
    AwaitedAnswer(Message asked, boolean answerComes, Follower passOn, Consumer<Ending> whenEnded) {
        this.asked = asked.id().toString();
        this.answerComes = answerComes;
        this.passOn = passOn;
        this.whenEnded = whenEnded;
    }

    @Override
    public void event(LogEvent event) throws IOException {
        if (ending != null) {
            return;
        }
        if (!concernsUs(event)) {
            return;
        }
        passOn.event(event);
        Ending reached = endingBy(event);
        if (reached != null) {
            ending = reached;
            whenEnded.accept(reached);
        }
    }

    private boolean concernsUs(LogEvent event) {
        return switch (event.type()) {
            case "message.added" -> asked.equals(event.data().get("id"));
            case "turn.started" -> {
                boolean ours = asked.equals(event.data().get("replyTo"));
                if (ours) {
                    turn = Objects.toString(event.data().get("messageId"));
                }
                yield ours;
            }
            case "turn.failed", "message.completed" -> asked.equals(event.data().get("replyTo"));
            case "floor.changed" -> true;
            default -> turn != null && turn.equals(event.data().get("messageId"));
        };
    }

    private @Nullable Ending endingBy(LogEvent event) {
        return switch (event.type()) {
            case "message.added" -> answerComes ? null : new Ending.LeftToPeople();
            case "message.completed" -> new Ending.Answered(event);
            case "turn.failed" ->
                new Ending.Failed(Objects.toString(event.data().get("code")));
            // A turn that itself asked for a person still ends its sentence; a message behind it is the person's.
            case "floor.changed" ->
                switch (Objects.toString(event.data().get("floor"))) {
                    case "agent" -> new Ending.LeftToPeople();
                    case "awaitingAgent" -> turn == null ? new Ending.LeftToPeople() : null;
                    default -> null;
                };
            default -> null;
        };
    }

    @Override
    public boolean satisfied() {
        return ending != null;
    }

    @Override
    public void heartbeat() throws IOException {
        passOn.heartbeat();
    }

    @Override
    public void ended() {
        passOn.ended();
    }
}
