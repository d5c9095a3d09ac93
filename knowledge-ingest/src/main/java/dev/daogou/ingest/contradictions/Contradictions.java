package dev.daogou.ingest.contradictions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.knowledge.KnowledgeBase;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds a version against what the shop's other documents state, before it goes live. One version of a shop is held against
 * the others at a time, so that two that contradict each other cannot both pass.
 */
public class Contradictions {

    /** A person who decides needs no more to see what is wrong. */
    private static final int MOST_SHOWN = 50;

    /** Passages on the same things, newest documents first. */
    private static final int MOST_COMPARED = 2_000;

    /** Characters of passages, each counted once and once more for each of its statements. */
    private static final int MOST_REMEMBERED = 3_000_000;

    private final NamedParameterJdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final KnowledgeBase knowledge;
    private final VersionPassages passages;
    private final Clock clock;

    /** What passages state, as the same ones are held against one version after another. */
    private final Cache<ToldPassage, List<Statement>> stated = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .weigher((ToldPassage passage, List<Statement> statements) ->
                    passage.text().length() * (1 + statements.size()))
            .build();

    Contradictions(
            NamedParameterJdbcTemplate template,
            TransactionTemplate transaction,
            KnowledgeBase knowledge,
            VersionPassages passages,
            Clock clock) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = transaction;
        this.knowledge = knowledge;
        this.passages = passages;
        this.clock = clock;
    }

    /**
     * Keeps what a version says and tells what of it contradicts another document that is live or about to be. Documents it
     * replaces, pairs of which a person said that both hold, and what has ended are passed over.
     *
     * @param told all passages of one version
     * @return what contradicts, none when the version may go live
     */
    public List<Contradiction> check(String shop, List<ToldPassage> told) {
        if (told.isEmpty()) {
            return List.of();
        }
        String document = told.getFirst().documentId();
        int version = told.getFirst().version();
        List<Statement> statements = new ArrayList<>();
        told.forEach(passage -> statements.addAll(stated.get(passage, Statements::of)));
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('contradictions of ' || :shop, 0))")
                    .param("shop", shop)
                    .query((row, number) -> number)
                    .list();
            passages.keep(shop, document, version, told);
            forget(shop, document, version);
            List<Contradiction> found = statements.isEmpty() ? List.of() : find(shop, document, statements);
            if (found.isEmpty()) {
                announce(shop, statements);
            } else {
                write(shop, found);
            }
            return found;
        }));
    }

    private List<Contradiction> find(String shop, String document, List<Statement> statements) {
        Map<ToldPassage, List<Statement>> others = new HashMap<>();
        for (ToldPassage other : onTheSameThings(shop, document, statements)) {
            others.put(other, stated.get(other, Statements::of));
        }
        if (others.isEmpty()) {
            return List.of();
        }
        Set<String> settled = settledPairs(shop, document);
        Judge judge = new Judge(new Nearness(shop)::of);
        List<Contradiction> found = new ArrayList<>();
        others.forEach((other, theirs) -> {
            List<Statement> mine = statements.stream()
                    .filter(statement -> statement.passage().holdsTogetherWith(other))
                    .toList();
            judge.between(mine, theirs).stream()
                    .filter(contradiction -> !settled.contains(contradiction.pair()))
                    .forEach(found::add);
        });
        found.sort(java.util.Comparator.comparingInt(
                        (Contradiction one) -> one.passage().ordinal())
                .thenComparingInt(Contradiction::start)
                .thenComparing(one -> one.other().documentId())
                .thenComparingInt(one -> one.other().ordinal()));
        return found.subList(0, Math.min(MOST_SHOWN, found.size()));
    }

    private List<ToldPassage> onTheSameThings(String shop, String document, List<Statement> statements) {
        Set<String> things = new HashSet<>();
        statements.forEach(statement -> things.addAll(Statements.keys(statement)));
        String models = modelsOf(statements);
        return jdbc.sql("""
                SELECT p.document_id, p.version, p.ordinal, v.title, p.title_path, p.text, v.product_id, v.valid_from,
                       v.valid_until
                  FROM (SELECT DISTINCT document_id, version, ordinal FROM stated_things
                         WHERE shop_id = :shop AND thing = ANY (CAST(:things AS text[])) AND document_id <> :document
                           AND (:models = '' OR models = '{}' OR models && string_to_array(:models, ' '))) t
                  JOIN document_versions v ON v.shop_id = :shop AND v.document_id = t.document_id AND v.version = t.version
                  JOIN version_passages p ON p.shop_id = :shop AND p.document_id = t.document_id AND p.version = t.version
                                         AND p.ordinal = t.ordinal
                 WHERE v.stage NOT IN ('failed', 'blocked', 'withdrawn', 'superseded')
                   AND (v.valid_until IS NULL OR v.valid_until > :now)
                   AND NOT EXISTS (
                       SELECT FROM document_replacements r
                        WHERE r.shop_id = :shop AND r.document_id = :document AND r.replaced_document_id = t.document_id)
                 ORDER BY v.created_at DESC, p.document_id, p.ordinal
                 LIMIT :most
                """)
                .param("shop", shop)
                .param("things", things.toArray(String[]::new))
                .param("models", models)
                .param("document", document)
                .param("now", now())
                .param("most", MOST_COMPARED)
                .query((row, number) -> told(row))
                .list();
    }

    private Set<String> settledPairs(String shop, String document) {
        return new HashSet<>(jdbc.sql("""
                SELECT pair FROM settled_pairs
                 WHERE shop_id = :shop AND (document_id = :document OR other_document_id = :document)
                """)
                .param("shop", shop)
                .param("document", document)
                .query(String.class)
                .list());
    }

    private void forget(String shop, String document, int version) {
        jdbc.sql(
                        "DELETE FROM document_conflicts WHERE shop_id = :shop AND document_id = :document AND version <= :version")
                .param("shop", shop)
                .param("document", document)
                .param("version", version)
                .update();
    }

    /** Separated by spaces; empty when one of the statements names none, so that it is held against all. */
    private static String modelsOf(Collection<Statement> statements) {
        Set<String> models = new TreeSet<>();
        for (Statement statement : statements) {
            if (statement.models().isEmpty()) {
                return "";
            }
            models.addAll(statement.models());
        }
        return String.join(" ", models);
    }

    private record Announced(String thing, ToldPassage passage) {}

    private void announce(String shop, Collection<Statement> statements) {
        Map<Announced, List<Statement>> announced = new LinkedHashMap<>();
        for (Statement statement : statements) {
            for (String thing : Statements.keys(statement)) {
                announced
                        .computeIfAbsent(new Announced(thing, statement.passage()), any -> new ArrayList<>())
                        .add(statement);
            }
        }
        if (announced.isEmpty()) {
            return;
        }
        ToldPassage any = announced.keySet().iterator().next().passage();
        jdbc.sql("""
                INSERT INTO stated_things (shop_id, thing, document_id, version, ordinal, models)
                SELECT :shop, thing, :document, :version, ordinal, string_to_array(models, ' ')
                  FROM unnest(CAST(:things AS text[]), CAST(:ordinals AS int[]), CAST(:models AS text[]))
                       AS row (thing, ordinal, models)
                ON CONFLICT DO NOTHING
                """)
                .param("shop", shop)
                .param("document", any.documentId())
                .param("version", any.version())
                .param(
                        "things",
                        announced.keySet().stream().map(Announced::thing).toArray(String[]::new))
                .param(
                        "ordinals",
                        announced.keySet().stream()
                                .map(one -> one.passage().ordinal())
                                .toArray(Integer[]::new))
                .param(
                        "models",
                        announced.values().stream()
                                .map(Contradictions::modelsOf)
                                .toArray(String[]::new))
                .update();
    }

    private void write(String shop, List<Contradiction> found) {
        List<MapSqlParameterSource> rows = new ArrayList<>();
        for (Contradiction one : found) {
            rows.add(new MapSqlParameterSource()
                    .addValue("shop", shop)
                    .addValue("document", one.passage().documentId())
                    .addValue("version", one.passage().version())
                    .addValue("position", rows.size())
                    .addValue("ordinal", one.passage().ordinal())
                    .addValue("said", one.value())
                    .addValue("from", one.start())
                    .addValue("to", one.end())
                    .addValue("other", one.other().documentId())
                    .addValue("otherVersion", one.other().version())
                    .addValue("otherOrdinal", one.other().ordinal())
                    .addValue("otherSaid", one.otherValue())
                    .addValue("otherFrom", one.otherStart())
                    .addValue("otherTo", one.otherEnd())
                    .addValue("pair", one.pair()));
        }
        template.batchUpdate("""
                INSERT INTO document_conflicts (
                    shop_id, document_id, version, position, ordinal, said, said_from, said_to,
                    other_document_id, other_version, other_ordinal, other_said, other_said_from, other_said_to, pair)
                VALUES (
                    :shop, :document, :version, :position, :ordinal, :said, :from, :to,
                    :other, :otherVersion, :otherOrdinal, :otherSaid, :otherFrom, :otherTo, :pair)
                """, rows.toArray(MapSqlParameterSource[]::new));
    }

    /** How near sentences are in meaning, by the shop's own embedding model; each is embedded once. */
    private final class Nearness {

        private final String shop;
        private final Map<String, Embedding> known = new HashMap<>();

        private Nearness(String shop) {
            this.shop = shop;
        }

        private double of(String one, String other) {
            return one.isBlank() || other.isBlank() ? 0 : CosineSimilarity.between(embedded(one), embedded(other));
        }

        private Embedding embedded(String text) {
            return known.computeIfAbsent(
                    text, missing -> knowledge.embed(shop, List.of(missing)).getFirst());
        }
    }

    private static ToldPassage told(ResultSet row) throws SQLException {
        return new ToldPassage(
                row.getString("document_id"),
                row.getInt("version"),
                row.getInt("ordinal"),
                row.getString("title"),
                row.getString("title_path"),
                row.getString("text"),
                row.getString("product_id"),
                instant(row, "valid_from"),
                instant(row, "valid_until"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
