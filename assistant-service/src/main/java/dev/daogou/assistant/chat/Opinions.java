package dev.daogou.assistant.chat;

import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.shop.ShopId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What shoppers think of answers and of conversations; the last word of each counts. */
@Repository
class Opinions {

    private final JdbcClient database;
    private final Clock clock;

    Opinions(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param verdict {@code up} or {@code down} */
    void ofAnswer(ShopId shop, ConversationId conversation, UUID messageId, String verdict) {
        database.sql("""
                        insert into answer_feedback (shop_id, conversation_id, message_id, verdict, at)
                        values (:shop, :conversation, :message, :verdict, :now)
                        on conflict (shop_id, conversation_id, message_id)
                        do update set verdict = excluded.verdict, at = excluded.at
                        """)
                .param("shop", shop.value())
                .param("conversation", conversation.value())
                .param("message", messageId)
                .param("verdict", verdict)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @param score 1 to 5 */
    void ofConversation(ShopId shop, ConversationId conversation, int score, @Nullable String comment) {
        database.sql("""
                        insert into conversation_rating (shop_id, conversation_id, score, comment, at)
                        values (:shop, :conversation, :score, :comment, :now)
                        on conflict (shop_id, conversation_id)
                        do update set score = excluded.score, comment = excluded.comment, at = excluded.at
                        """)
                .param("shop", shop.value())
                .param("conversation", conversation.value())
                .param("score", score)
                .param("comment", comment == null ? null : comment.replace("\0", ""))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
