package dev.daogou.assistant.handoff;

import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.StaffMember;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What agents write about a conversation for each other; no shopper ever reads it. */
@Repository
class Notes {

    private final JdbcClient database;
    private final Clock clock;

    Notes(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One note.
     *
     * @param author the name of who wrote it
     */
    record Note(UUID id, String author, String text, Instant at) {}

    Note add(ShopId shop, ConversationId conversation, StaffMember author, String text) {
        Note note =
                new Note(UUID.randomUUID(), author.name(), text, clock.instant().truncatedTo(ChronoUnit.MICROS));
        database.sql("""
                        insert into desk_note (shop_id, conversation_id, id, staff_id, staff_name, text, at)
                        values (:shop, :conversation, :id, :staff, :name, :text, :at)
                        """)
                .param("shop", shop.value())
                .param("conversation", conversation.value())
                .param("id", note.id())
                .param("staff", author.id().value())
                .param("name", note.author())
                .param("text", note.text())
                .param("at", note.at().atOffset(ZoneOffset.UTC))
                .update();
        return note;
    }

    /** Oldest first. */
    List<Note> of(ShopId shop, ConversationId conversation) {
        return database.sql("""
                        select id, staff_name, text, at from desk_note
                        where shop_id = :shop and conversation_id = :conversation
                        order by at, id
                        """)
                .param("shop", shop.value())
                .param("conversation", conversation.value())
                .query((row, number) -> new Note(
                        row.getObject("id", UUID.class),
                        row.getString("staff_name"),
                        row.getString("text"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
