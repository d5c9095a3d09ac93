package dev.daogou.knowledge.lexical;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which passage has which word, and the ranking that follows from it: BM25 as in S. Robertson and H. Zaragoza, "The
 * Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the never negative rarity
 * {@code ln(1 + (N - n + 0.5) / (n + 0.5))} and with the shop's own document frequencies.
 */
public final class PassageWords {

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    /** Longer words are no words (encoded pictures, rules of dashes), and an index entry has an end. */
    private static final int LONGEST_WORD = 64;

    /** In a large shop, words in more than this part of the passages are not looked up when there are rarer ones. */
    private static final double TOO_COMMON = 0.3;

    private static final int LARGE = 2_000;
    private static final int ROWS_AT_ONCE = 20_000;

    private final JdbcClient jdbc;

    public PassageWords(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** How large a shop is: the N and the average length of the formula. */
    public record Size(long passages, long words) {
        double averageLength() {
            return passages == 0 ? 1 : Math.max(1, (double) words / passages);
        }
    }

    /** Only passages of one of these kinds (any, when empty), about this product when given, valid at this instant. */
    public record Only(Collection<String> kinds, @Nullable String productId, Instant at) {}

    /** A passage's words, counted. */
    public record Counted(String passageId, Map<String, Integer> times, int length) {

        /** Counts the words of a text. */
        public static Counted of(String passageId, String text) {
            Map<String, Integer> times = new HashMap<>();
            int length = 0;
            for (Word word : Words.of(text)) {
                if (word.text().length() <= LONGEST_WORD) {
                    times.merge(word.text(), 1, Integer::sum);
                    length++;
                }
            }
            return new Counted(passageId, times, length);
        }
    }

    /** Writes the words of new passages. */
    public void add(String shop, List<Counted> passages) {
        List<String> ids = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<Integer> times = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        for (Counted passage : passages) {
            passage.times().forEach((word, count) -> {
                ids.add(passage.passageId());
                words.add(word);
                times.add(count);
                lengths.add(passage.length());
            });
            if (ids.size() >= ROWS_AT_ONCE) {
                write(shop, ids, words, times, lengths);
            }
        }
        write(shop, ids, words, times, lengths);
    }

    private void write(String shop, List<String> ids, List<String> words, List<Integer> times, List<Integer> lengths) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into passage_words (shop_id, word, passage_id, times, length)
                select :shop, word, passage_id, times, length
                from unnest(cast(:words as text[]), cast(:ids as uuid[]), cast(:times as int[]), cast(:lengths as int[]))
                         as row (word, passage_id, times, length)
                """)
                .param("shop", shop)
                .param("words", words.toArray(String[]::new))
                .param("ids", ids.toArray(String[]::new))
                .param("times", times.toArray(Integer[]::new))
                .param("lengths", lengths.toArray(Integer[]::new))
                .update();
        ids.clear();
        words.clear();
        times.clear();
        lengths.clear();
    }

    /** Forgets the words of passages; returns how long these passages were together. */
    public long remove(String shop, Collection<String> passageIds) {
        return jdbc.sql("""
                with gone as (
                    delete from passage_words
                    where shop_id = :shop and passage_id = any (cast(:ids as uuid[]))
                    returning times
                )
                select coalesce(sum(times), 0) from gone
                """)
                .param("shop", shop)
                .param("ids", passageIds.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /**
     * The best passages by their words.
     *
     * @param limit how many
     * @param also passages to judge whatever their rank
     */
    public List<LexicalHit> rank(
            String shop, Size size, String question, Only only, int limit, Collection<String> also) {
        Map<String, Word> asked = new LinkedHashMap<>();
        for (Word word : Words.of(question)) {
            if (word.text().length() <= LONGEST_WORD) {
                asked.merge(word.text(), word, (one, other) -> one.code() ? one : other);
            }
        }
        if (asked.isEmpty() || size.passages() == 0) {
            return List.of();
        }
        Map<String, Long> passagesWith = passagesWith(shop, asked.keySet());
        double everything = 0;
        double everyCode = 0;
        List<Word> searched = new ArrayList<>();
        long rarest = passagesWith.values().stream()
                .mapToLong(Long::longValue)
                .filter(n -> n > 0)
                .min()
                .orElse(0);
        for (Word word : asked.values()) {
            long n = passagesWith.getOrDefault(word.text(), 0L);
            everything += rarity(size.passages(), n);
            if (n == 0) {
                continue;
            }
            if (word.code()) {
                everyCode += rarity(size.passages(), n);
            }
            if (size.passages() < LARGE || n <= TOO_COMMON * size.passages() || n == rarest) {
                searched.add(word);
            }
        }
        if (searched.isEmpty()) {
            return List.of();
        }
        double all = everything;
        double codes = everyCode;
        return jdbc.sql("""
                with found as (
                    select w.passage_id,
                           sum(asked.rarity * w.times * (:k1 + 1)
                               / (w.times + :k1 * (1 - :b + :b * w.length / :average))) as score,
                           sum(asked.rarity) as covered,
                           coalesce(sum(asked.rarity) filter (where asked.code), 0) as codes
                    from unnest(cast(:words as text[]), cast(:rarities as float8[]), cast(:codes as boolean[]))
                             as asked (word, rarity, code)
                    join passage_words w on w.shop_id = :shop and w.word = asked.word
                    group by w.passage_id
                ), ranked as (
                    select found.*, row_number() over (order by found.score desc, found.passage_id) as rank
                    from found
                    join passages p on p.shop_id = :shop and p.passage_id = found.passage_id
                    where (p.valid_from is null or p.valid_from <= :now)
                      and (p.valid_until is null or p.valid_until > :now)
                      and (cardinality(cast(:kinds as text[])) = 0 or p.kind = any (cast(:kinds as text[])))
                      and (cast(:product as text) is null or p.product_id = :product)
                )
                select passage_id, rank, score, covered, codes
                from ranked
                where rank <= :limit or passage_id = any (cast(:also as uuid[]))
                order by rank
                """)
                .param("k1", K1)
                .param("b", B)
                .param("average", size.averageLength())
                .param("words", searched.stream().map(Word::text).toArray(String[]::new))
                .param(
                        "rarities",
                        searched.stream()
                                .map(word -> rarity(size.passages(), passagesWith.getOrDefault(word.text(), 0L)))
                                .toArray(Double[]::new))
                .param("codes", searched.stream().map(Word::code).toArray(Boolean[]::new))
                .param("shop", shop)
                .param("now", only.at().atOffset(ZoneOffset.UTC))
                .param("kinds", only.kinds().toArray(String[]::new))
                .param("product", only.productId())
                .param("limit", limit)
                .param("also", also.toArray(String[]::new))
                .query((row, number) -> new LexicalHit(
                        row.getObject("passage_id", UUID.class).toString(),
                        row.getInt("rank"),
                        row.getDouble("score"),
                        row.getDouble("covered") / all,
                        codes == 0 ? 0 : row.getDouble("codes") / codes))
                .list();
    }

    private Map<String, Long> passagesWith(String shop, Collection<String> words) {
        Map<String, Long> passagesWith = new HashMap<>();
        jdbc.sql("""
                select word, count(*) as passages
                from passage_words
                where shop_id = :shop and word = any (cast(:words as text[]))
                group by word
                """)
                .param("shop", shop)
                .param("words", words.toArray(String[]::new))
                .query((row, number) -> passagesWith.put(row.getString("word"), row.getLong("passages")))
                .list();
        return passagesWith;
    }

    private static double rarity(long passages, long passagesWith) {
        return Math.log(1 + (passages - passagesWith + 0.5) / (passagesWith + 0.5));
    }
}
