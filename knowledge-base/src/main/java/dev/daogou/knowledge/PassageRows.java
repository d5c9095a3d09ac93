package dev.daogou.knowledge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of passages and their sources. */
class PassageRows {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final JdbcClient jdbc;

    PassageRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The passages of one source, in reading order. */
    List<Passage> ofSource(String shop, String sourceId) {
        return jdbc.sql("""
                select p.passage_id, p.ordinal, p.title_path, p.text,
                       s.source_id, s.kind, s.title, s.product_id, s.url, s.valid_from, s.valid_until
                from passages p
                join knowledge_sources s on s.shop_id = p.shop_id and s.source_id = p.source_id
                where p.shop_id = :shop and p.source_id = :source
                order by p.ordinal
                """)
                .param("shop", shop)
                .param("source", sourceId)
                .query((row, number) -> passageOf(shop, row))
                .list();
    }

    /** Passages by their ids; those that are not there are left out. */
    Map<String, StoredPassage> ofIds(String shop, List<String> ids) {
        Map<String, StoredPassage> passages = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("""
                    select p.passage_id, p.ordinal, p.title_path, p.text, p.number, p.joint,
                           s.source_id, s.kind, s.title, s.product_id, s.url, s.valid_from, s.valid_until
                    from passages p
                    join knowledge_sources s on s.shop_id = p.shop_id and s.source_id = p.source_id
                    where p.shop_id = :shop and p.passage_id = any (cast(:ids as uuid[]))
                    """)
                    .param("shop", shop)
                    .param("ids", ids.toArray(String[]::new))
                    .query((row, number) -> {
                        Passage passage = passageOf(shop, row);
                        return passages.put(
                                passage.passageId(),
                                new StoredPassage(passage, row.getInt("number"), row.getString("joint")));
                    })
                    .list();
        }
        return passages;
    }

    private static Passage passageOf(String shop, ResultSet row) throws SQLException {
        Source source = new Source(
                shop,
                row.getString("source_id"),
                PassageKind.of(row.getString("kind")),
                row.getString("title"),
                row.getString("product_id"),
                row.getString("url"),
                instantOf(row, "valid_from"),
                instantOf(row, "valid_until"));
        return new Passage(
                idOf(row), source, row.getInt("ordinal"), row.getString("title_path"), row.getString("text"));
    }

    static String idOf(ResultSet row) throws SQLException {
        return Objects.requireNonNull(row.getObject("passage_id", UUID.class)).toString();
    }

    static @Nullable Instant instantOf(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static @Nullable OffsetDateTime atUtc(@Nullable Instant instant) {
        Instant stored = inCalendar(instant);
        return stored == null ? null : stored.atOffset(ZoneOffset.UTC);
    }

    /** An instant that means "always" or "never" may be beyond the calendar of the database. */
    static @Nullable Instant inCalendar(@Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        if (instant.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return instant.isAfter(LATEST) ? LATEST : instant;
    }
}
