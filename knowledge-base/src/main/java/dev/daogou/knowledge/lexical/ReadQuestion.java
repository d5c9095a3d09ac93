package dev.daogou.knowledge.lexical;

import dev.daogou.knowledge.lexical.Asked.AskedWord;
import dev.daogou.knowledge.lexical.PassageWords.Size;
import dev.daogou.knowledge.lexical.PassageWords.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a question as the passages of a shop would write it. */
final class ReadQuestion {

    /**
     * What may be the beginning of a model number: at least two letters and two digits. A fault code such as {@code E1} is
     * whole, and {@code E12} is another one.
     */
    private static final Pattern PART_OF_MODEL = Pattern.compile("[a-z]{2,6}\\d{2,}[a-z]?");

    private static final int MOST_UNTYPED = 2;
    private static final int MOST_BEGUN = 8;
    private static final char LAST_LETTER = '\uffff';

    private final JdbcClient jdbc;

    ReadQuestion(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The words of a question as this shop's passages write them. */
    Asked read(Tables tables, Size size, String question, ShopNames names) {
        Map<String, Word> words = new LinkedHashMap<>();
        Set<String> joined = new LinkedHashSet<>();
        String before = "";
        for (Word word : Words.of(question, names)) {
            if (word.text().length() <= PassageWords.LONGEST_WORD) {
                words.merge(word.text(), word, (one, other) -> one.code() ? one : other);
                if (Spelling.isPlain(before) && Spelling.isPlain(word.text())) {
                    joined.add(before + word.text());
                }
                before = word.text();
            }
        }
        Set<String> looked = new LinkedHashSet<>(words.keySet());
        joined.forEach(both -> looked.add(EnglishStem.of(both)));
        Map<String, Long> passagesWith = passagesWith(tables, looked);
        Map<String, List<String>> meant = meant(tables, words.values(), passagesWith);
        List<AskedWord> asked = new ArrayList<>();
        double everything = 0;
        for (Word word : words.values()) {
            for (String text : meant.getOrDefault(word.text(), List.of(word.text()))) {
                long passages = passagesWith.getOrDefault(text, 0L);
                if (passages == 0 && names.has(text)) {
                    // Passages from before the name was known are found by its parts.
                    continue;
                }
                double rarity = rarity(size.passages(), passages);
                everything += rarity;
                asked.add(new AskedWord(text, rarity, word.code(), passages, false));
            }
        }
        Map<String, Double> rarities = new Asked(asked, everything, 0, false).rarities();
        for (int at = 0; at + 1 < asked.size(); at++) {
            String both =
                    EnglishStem.of(asked.get(at).text() + asked.get(at + 1).text());
            if (passagesWith.containsKey(both) && !rarities.containsKey(both)) {
                double rarity = asked.get(at).rarity() + asked.get(at + 1).rarity();
                asked.add(new AskedWord(both, rarity, false, passagesWith.getOrDefault(both, 0L), true));
            }
        }
        List<AskedWord> begun = begun(tables, asked);
        boolean codeNobodyHas = begun.isEmpty() && nobodyHasTheCodes(asked);
        double codes = asked.stream()
                .filter(word -> word.code() && (word.passages() > 0 || isBegun(word, begun)))
                .mapToDouble(AskedWord::rarity)
                .sum();
        asked.addAll(begun);
        return new Asked(asked, everything, codes, codeNobodyHas);
    }

    /** The model numbers that begin with one that was typed in part, each worth half of it. */
    private List<AskedWord> begun(Tables tables, List<AskedWord> asked) {
        List<AskedWord> begun = new ArrayList<>();
        for (AskedWord word : asked) {
            if (!word.code()
                    || word.passages() > 0
                    || !PART_OF_MODEL.matcher(word.text()).matches()) {
                continue;
            }
            jdbc.sql("""
                    select word, passages from shop_words_%s
                    where shop_id = :shop and word > :begin and word < :end and length(word) <= :longest
                    order by word
                    limit :most
                    """.formatted(tables.ending()))
                    .param("shop", tables.shop())
                    .param("begin", word.text())
                    .param("end", word.text() + LAST_LETTER)
                    .param("longest", word.text().length() + MOST_UNTYPED)
                    .param("most", MOST_BEGUN)
                    .query((row, number) -> begun.add(new AskedWord(
                            row.getString("word"), word.rarity() / 2, true, row.getLong("passages"), true)))
                    .list();
        }
        return begun;
    }

    private static boolean isBegun(AskedWord typed, List<AskedWord> begun) {
        return begun.stream().anyMatch(model -> model.text().startsWith(typed.text()));
    }

    private static boolean nobodyHasTheCodes(List<AskedWord> asked) {
        List<AskedWord> codes = asked.stream()
                .filter(word -> word.code() && word.text().chars().anyMatch(Character::isLetter))
                .toList();
        return !codes.isEmpty() && codes.stream().allMatch(code -> code.passages() == 0);
    }

    /** What words that no passage has are read as; how often those occur is added to what is known. */
    private Map<String, List<String>> meant(Tables tables, Collection<Word> words, Map<String, Long> passagesWith) {
        Map<String, List<String>> meant = new HashMap<>();
        for (Word word : words) {
            if (passagesWith.containsKey(word.text()) || word.code() || !Spelling.isPlain(word.text())) {
                continue;
            }
            Set<String> near = Spelling.oneLetterAway(word.text());
            List<Spelling.Parts> parts = Spelling.parts(word.text());
            Set<String> looked = new LinkedHashSet<>(near);
            parts.forEach(part -> looked.addAll(List.of(part.first(), part.second())));
            if (looked.isEmpty()) {
                continue;
            }
            Map<String, Long> known = passagesWith(tables, looked);
            Optional<String> nearest = near.stream()
                    .filter(known::containsKey)
                    .max(Comparator.comparingLong((String other) -> known.getOrDefault(other, 0L)));
            Optional<Spelling.Parts> made = parts.stream()
                    .filter(part -> known.containsKey(part.first()) && known.containsKey(part.second()))
                    .max(Comparator.comparingLong((Spelling.Parts part) ->
                            Math.min(known.getOrDefault(part.first(), 0L), known.getOrDefault(part.second(), 0L))));
            List<String> read = nearest.map(List::of)
                    .orElseGet(() -> made.map(part -> List.of(part.first(), part.second()))
                            .orElse(List.of()));
            if (!read.isEmpty()) {
                meant.put(word.text(), read);
                read.forEach(text -> passagesWith.put(text, known.getOrDefault(text, 0L)));
            }
        }
        return meant;
    }

    private Map<String, Long> passagesWith(Tables tables, Collection<String> words) {
        Map<String, Long> passagesWith = new HashMap<>();
        jdbc.sql("""
                select word, passages from shop_words_%s
                where shop_id = :shop and word = any (cast(:words as text[]))
                """.formatted(tables.ending()))
                .param("shop", tables.shop())
                .param("words", words.toArray(String[]::new))
                .query((row, number) -> passagesWith.put(row.getString("word"), row.getLong("passages")))
                .list();
        return passagesWith;
    }

    private static double rarity(long passages, long passagesWith) {
        return Math.log(1 + (passages - passagesWith + 0.5) / (passagesWith + 0.5));
    }
}
