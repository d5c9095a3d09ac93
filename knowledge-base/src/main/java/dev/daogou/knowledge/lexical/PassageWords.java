package dev.daogou.knowledge.lexical;

import dev.daogou.knowledge.lexical.Asked.AskedWord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
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
    static final int LONGEST_WORD = 64;

    /**
     * So many entries of words are read to find passages, the rarest words first. Words that are too common for it only
     * add to the passages that the rarer ones found.
     */
    private static final int READ = 10_000;

    /** To so many of the passages that the rarer words found, best first, the common words are added. */
    private static final int COMPLETED = 400;

    private static final int ROWS_AT_ONCE = 20_000;
    private static final Pattern TABLES = Pattern.compile("[a-z0-9_]{1,50}");

    private final JdbcClient jdbc;
    private final NamesOfShops names;
    private final ReadQuestion questions;

    public PassageWords(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.names = new NamesOfShops(jdbc);
        this.questions = new ReadQuestion(jdbc);
    }

    /** How large a shop is: the N and the average length of the formula. */
    public record Size(long passages, long words) {
        double averageLength() {
            return passages == 0 ? 1 : Math.max(1, (double) words / passages);
        }
    }

    /**
     * Where a shop's passages and words are.
     *
     * @param shop the shop's id
     * @param ending how the names of the shop's own tables end
     * @param names the edition of the names that are words of the shop, null for none
     */
    public record Tables(
            String shop, String ending, @Nullable UUID names) {
        public Tables {
            if (!TABLES.matcher(ending).matches()) {
                throw new IllegalArgumentException("Not the end of a table's name: " + ending);
            }
        }

        /** A shop's tables without its names. */
        public Tables(String shop, String ending) {
            this(shop, ending, null);
        }
    }

    /** Only passages of one of these kinds (any, when empty), about this product when given, valid at this instant. */
    public record Only(Collection<String> kinds, @Nullable String productId, Instant at) {}

    /** A passage's words, counted. */
    public record Counted(Map<String, Integer> times, int length) {

        /** Counts the words of a text, names among them. */
        public static Counted of(String text, ShopNames names) {
            Map<String, Integer> times = new HashMap<>();
            int length = 0;
            for (Word word : Words.of(text, names)) {
                if (word.text().length() <= LONGEST_WORD) {
                    times.merge(word.text(), 1, Integer::sum);
                    length++;
                }
            }
            return new Counted(times, length);
        }
    }

    /** Writes the words of new passages, which have consecutive numbers. */
    public void add(Tables tables, int firstNumber, List<Counted> passages) {
        Map<String, Integer> passagesWith = new TreeMap<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            Counted passage = passages.get(i);
            int number = firstNumber + i;
            passage.times().forEach((word, times) -> {
                passagesWith.merge(word, 1, Integer::sum);
                entries.add(new Entry(word, number, atMostShort(times), atMostShort(passage.length())));
            });
        }
        // In the order of the index.
        entries.sort(Comparator.comparing(Entry::word).thenComparingInt(Entry::number));
        for (int from = 0; from < entries.size(); from += ROWS_AT_ONCE) {
            write(tables, entries.subList(from, Math.min(from + ROWS_AT_ONCE, entries.size())));
        }
        jdbc.sql("""
                insert into shop_words_%1$s as known (shop_id, word, passages)
                select :shop, word, passages
                from unnest(cast(:words as text[]), cast(:passages as int[])) as row (word, passages)
                on conflict (shop_id, word) do update set passages = known.passages + excluded.passages
                """.formatted(tables.ending()))
                .param("shop", tables.shop())
                .param("words", passagesWith.keySet().toArray(String[]::new))
                .param("passages", passagesWith.values().toArray(Integer[]::new))
                .update();
    }

    private record Entry(String word, int number, int times, int length) {}

    private static int atMostShort(int count) {
        return Math.min(count, Short.MAX_VALUE);
    }

    private void write(Tables tables, List<Entry> entries) {
        jdbc.sql("""
                insert into passage_words_%s (shop_id, word, number, times, length)
                select :shop, word, number, times, length
                from unnest(cast(:words as text[]), cast(:numbers as int[]), cast(:times as int[]),
                            cast(:lengths as int[])) as row (word, number, times, length)
                """.formatted(tables.ending()))
                .param("shop", tables.shop())
                .param("words", entries.stream().map(Entry::word).toArray(String[]::new))
                .param("numbers", entries.stream().map(Entry::number).toArray(Integer[]::new))
                .param("times", entries.stream().map(Entry::times).toArray(Integer[]::new))
                .param("lengths", entries.stream().map(Entry::length).toArray(Integer[]::new))
                .update();
    }

    /** Forgets the words of passages; returns how long these passages were together. */
    public long remove(Tables tables, Collection<Integer> numbers) {
        Map<String, Integer> passagesWith = new TreeMap<>();
        long length = 0;
        for (Gone gone : jdbc.sql("""
                with gone as (
                    delete from passage_words_%s
                    where shop_id = :shop and number = any (cast(:numbers as int[]))
                    returning word, times
                )
                select word, count(*) as passages, sum(times) as times from gone group by word
                """.formatted(tables.ending()))
                .param("shop", tables.shop())
                .param("numbers", numbers.toArray(Integer[]::new))
                .query((row, number) -> new Gone(row.getString("word"), row.getInt("passages"), row.getLong("times")))
                .list()) {
            passagesWith.put(gone.word(), gone.passages());
            length += gone.times();
        }
        jdbc.sql("""
                update shop_words_%s as known set passages = known.passages - gone.passages
                from unnest(cast(:words as text[]), cast(:passages as int[])) as gone (word, passages)
                where known.shop_id = :shop and known.word = gone.word
                """.formatted(tables.ending()))
                .param("shop", tables.shop())
                .param("words", passagesWith.keySet().toArray(String[]::new))
                .param("passages", passagesWith.values().toArray(Integer[]::new))
                .update();
        jdbc.sql("""
                delete from shop_words_%s
                where shop_id = :shop and word = any (cast(:words as text[])) and passages = 0
                """.formatted(tables.ending()))
                .param("shop", tables.shop())
                .param("words", passagesWith.keySet().toArray(String[]::new))
                .update();
        return length;
    }

    private record Gone(String word, int passages, long times) {}

    /** The words of a question as this shop's passages write them. */
    public Asked asked(Tables tables, Size size, String question) {
        return questions.read(tables, size, question, names(tables));
    }

    /** The names that are words of the shop. */
    public ShopNames names(Tables tables) {
        return names.of(tables.shop(), tables.names());
    }

    /** So many sources more (or fewer) give each of these names, in a locked shop. */
    public void changeNames(Tables tables, Map<String, Integer> difference) {
        names.change(tables.shop(), difference);
    }

    /**
     * The best passages by their words.
     *
     * @param limit how many
     * @param also passages to judge whatever their rank
     */
    public List<LexicalHit> rank(Tables tables, Size size, Asked asked, Only only, int limit, Collection<String> also) {
        if (asked.words().isEmpty() || size.passages() == 0) {
            return List.of();
        }
        List<AskedWord> words = asked.words();
        return jdbc.sql(RANKED.replace("{shop}", tables.ending()))
                .param("k1", K1)
                .param("b", B)
                .param("average", size.averageLength())
                .param("words", words.stream().map(AskedWord::text).toArray(String[]::new))
                .param("codes", words.stream().map(AskedWord::code).toArray(Boolean[]::new))
                .param("passages", words.stream().map(AskedWord::passages).toArray(Long[]::new))
                .param("rarities", words.stream().map(AskedWord::rarity).toArray(Double[]::new))
                .param("everything", asked.everything())
                .param("codes_asked", asked.codes())
                .param("shop", tables.shop())
                .param("now", only.at().atOffset(ZoneOffset.UTC))
                .param("kinds", only.kinds().toArray(String[]::new))
                .param("product", only.productId())
                .param("read", READ)
                .param("completed", Math.max(COMPLETED, limit))
                .param("limit", limit)
                .param("also", also.toArray(String[]::new))
                .query((row, number) -> new LexicalHit(
                        row.getObject("passage_id", UUID.class).toString(),
                        number < limit && row.getBoolean("ranked") ? number + 1 : LexicalHit.UNRANKED,
                        row.getDouble("score"),
                        row.getDouble("covered"),
                        row.getDouble("codes")))
                .list();
    }

    /**
     * {@code sought} are the words, of which those that lead find passages; {@code best} those they find, {@code completed} by the common
     * words; {@code judged} those that were to be judged whatever their place. For these a word is looked up in the passage
     * ({@code lateral}), as the planner would rather read all entries of a common word.
     */
    private static final String RANKED = """
            with asked as materialized (
                select word, code, cast(passages as float8) as passages, rarity
                from unnest(cast(:words as text[]), cast(:codes as boolean[]), cast(:passages as bigint[]),
                            cast(:rarities as float8[])) as given (word, code, passages, rarity)
            ), by_rarity as (
                select asked.*, sum(passages) over (order by passages, word) as read,
                       row_number() over (order by passages, word) as place
                from asked
                where passages > 0
            ), sought as materialized (
                select word, code, rarity, place = 1 or read <= :read or read - passages < :limit as leads
                from by_rarity
            ), found as (
                select entry.number,
                       sum(sought.rarity * entry.times * (:k1 + 1)
                           / (entry.times + :k1 * (1 - :b + :b * entry.length / :average))) as score,
                       sum(sought.rarity) as covered,
                       sum(case when sought.code then sought.rarity else 0 end) as codes
                from sought
                join passage_words_{shop} entry on entry.shop_id = :shop and entry.word = sought.word
                where sought.leads
                group by entry.number
            ), best as materialized (
                select passage.passage_id, found.*
                from (select * from found order by score desc, number) found
                join passages_{shop} passage on passage.shop_id = :shop and passage.number = found.number
                where (passage.valid_from is null or passage.valid_from <= :now)
                  and (passage.valid_until is null or passage.valid_until > :now)
                  and (cardinality(cast(:kinds as text[])) = 0 or passage.kind = any (cast(:kinds as text[])))
                  and (cast(:product as text) is null or passage.product_id = :product)
                order by found.score desc, found.number
                limit (select case when bool_and(leads) then :limit else :completed end from sought)
            ), added as (
                select best.number,
                       sum(sought.rarity * entry.times * (:k1 + 1)
                           / (entry.times + :k1 * (1 - :b + :b * entry.length / :average))) as score,
                       sum(sought.rarity) as covered,
                       sum(case when sought.code then sought.rarity else 0 end) as codes
                from best
                cross join sought
                cross join lateral (
                    select times, length from passage_words_{shop}
                    where shop_id = :shop and word = sought.word and number = best.number
                    limit 1) entry
                where not sought.leads
                group by best.number
            ), completed as materialized (
                select best.passage_id, best.score + coalesce(added.score, 0) as score,
                       best.covered + coalesce(added.covered, 0) as covered,
                       best.codes + coalesce(added.codes, 0) as codes, true as ranked
                from best
                left join added on added.number = best.number
                order by 2 desc, best.number
                limit :limit
            ), judged as (
                select passage.passage_id,
                       sum(sought.rarity * entry.times * (:k1 + 1)
                           / (entry.times + :k1 * (1 - :b + :b * entry.length / :average))) as score,
                       sum(sought.rarity) as covered,
                       sum(case when sought.code then sought.rarity else 0 end) as codes, false as ranked
                from passages_{shop} passage
                cross join sought
                cross join lateral (
                    select times, length from passage_words_{shop}
                    where shop_id = :shop and word = sought.word and number = passage.number
                    limit 1) entry
                where passage.shop_id = :shop and passage.passage_id = any (cast(:also as uuid[]))
                  and not exists (select from completed where completed.passage_id = passage.passage_id)
                group by passage.passage_id
            ), hits as (
                select * from completed union all select * from judged
            )
            select hits.passage_id, hits.ranked, hits.score, least(1, hits.covered / :everything) as covered,
                   least(1, coalesce(hits.codes / nullif(cast(:codes_asked as float8), 0), 0)) as codes
            from hits
            order by hits.ranked desc, hits.score desc
            """;
}
