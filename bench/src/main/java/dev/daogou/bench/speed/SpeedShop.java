package dev.daogou.bench.speed;

import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageDraft;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.Source;
import dev.daogou.knowledge.SourceContent;
import dev.daogou.knowledge.dense.StoreKind;
import dev.daogou.knowledge.lexical.PassageWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A shop that published the first so many texts. Ten of them are one product's; one product in ten has ended, one in twenty
 * is asked and answered (kind {@code qa}), one in 500 a promotion, the others products.
 *
 * @param id the shop
 * @param now when it is searched
 */
public record SpeedShop(String id, StoreKind store, List<String> texts, Instant now) {

    private static final int OF_A_SOURCE = 10;
    private static final int SOURCES_AT_ONCE = 50;

    /** Opens the shop and writes all of it; returns how long the writing took. */
    public Duration write(KnowledgeBase knowledge, Language language) {
        knowledge.openShop(id, language);
        List<SourceContent> contents = new ArrayList<>();
        long started = System.nanoTime();
        for (int from = 0; from < texts.size(); from += OF_A_SOURCE) {
            contents.add(new SourceContent(
                    source(from / OF_A_SOURCE),
                    texts.subList(from, Math.min(from + OF_A_SOURCE, texts.size())).stream()
                            .map(text -> new PassageDraft("", text, text))
                            .toList()));
            if (contents.size() == SOURCES_AT_ONCE) {
                knowledge.replace(id, contents);
                contents.clear();
            }
        }
        if (!contents.isEmpty()) {
            knowledge.replace(id, contents);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private Source source(int number) {
        return new Source(
                id,
                "source-" + number,
                kind(number),
                "·",
                product(number),
                null,
                null,
                hasEnded(number) ? now.minus(Duration.ofDays(1)) : null);
    }

    private static PassageKind kind(int source) {
        if (source % 500 == 1) {
            return PassageKind.PROMOTION;
        }
        return source % 20 == 2 ? PassageKind.QA : PassageKind.PRODUCT;
    }

    private static String product(int source) {
        return "P-" + source;
    }

    private static boolean hasEnded(int source) {
        return source % 10 == 5;
    }

    /** Whether a text may be found by a search for these kinds (any, when empty) and this product, when given. */
    public boolean isFindable(int text, Set<PassageKind> kinds, @Nullable String product) {
        int source = text / OF_A_SOURCE;
        return !hasEnded(source)
                && (kinds.isEmpty() || kinds.contains(kind(source)))
                && (product == null || product.equals(product(source)));
    }

    /** Which text a passage is, by the passage's id. */
    public Map<String, Integer> places(JdbcClient jdbc) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            places.put(texts.get(i), i);
        }
        Map<String, Integer> byId = new LinkedHashMap<>();
        jdbc.sql("select passage_id, text from passages where shop_id = :shop")
                .param("shop", id)
                .query((row, number) ->
                        byId.put(row.getString("passage_id"), places.getOrDefault(row.getString("text"), -1)))
                .list();
        return byId;
    }

    /** How the names of the shop's own tables end. */
    public PassageWords.Tables tables(JdbcClient jdbc) {
        return new PassageWords.Tables(id, told(jdbc, "own_tables"));
    }

    /** The shop's table of vectors. */
    public String vectors(JdbcClient jdbc) {
        return told(jdbc, "dense_partition");
    }

    /** How many passages and words it has. */
    public PassageWords.Size size(JdbcClient jdbc) {
        return jdbc.sql("select passages, words from knowledge_shops where shop_id = :shop")
                .param("shop", id)
                .query((row, number) -> new PassageWords.Size(row.getLong("passages"), row.getLong("words")))
                .single();
    }

    private String told(JdbcClient jdbc, String column) {
        return jdbc.sql("select %s from knowledge_shops where shop_id = :shop".formatted(column))
                .param("shop", id)
                .query(String.class)
                .single();
    }
}
