package dev.daogou.bench.speed;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.daogou.knowledge.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Texts that people wrote, and questions that people asked. When more passages are wanted than a set holds, the first half
 * of one text goes on with the second half of another: real words with their real frequencies, and no text twice.
 *
 * @param name what the set is called in file names
 * @param texts all different
 * @param questions none of them a text
 */
public record RealTexts(String name, Language language, List<String> texts, List<String> questions) {

    private static final int MOST_QUESTIONS = 1_000;

    /**
     * Reads {@code search-en/} (product titles, judged queries) or {@code faq-zh/} (pairs of questions, every sixteenth of
     * which is asked instead of being stored) below a data folder, and recombines the texts until there are so many.
     */
    public static RealTexts in(Path data, Language language, int passages) {
        return switch (language) {
            case EN -> of("search-en", language, titles(data), queries(data), passages);
            case ZH -> ofPairs(data, passages);
        };
    }

    private static List<String> titles(Path data) {
        return column(data.resolve("search-en/products.csv.gz"), "title");
    }

    private static List<String> queries(Path data) {
        return column(data.resolve("search-en/judgements.csv.gz"), "query");
    }

    private static List<String> column(Path file, String name) {
        Set<String> values = new LinkedHashSet<>();
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(file));
                CsvReader<NamedCsvRecord> rows =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(packed, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : rows) {
                values.add(row.getField(name).strip());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return List.copyOf(values);
    }

    private static RealTexts ofPairs(Path data, int passages) {
        Set<String> stored = new LinkedHashSet<>();
        Set<String> asked = new LinkedHashSet<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(data.resolve("faq-zh/lcqmc-dev.tsv"))) {
                String[] fields = line.split("\t", -1);
                (number++ % 16 == 0 ? asked : stored).add(fields[0].strip());
                stored.add(fields[1].strip());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        asked.removeAll(stored);
        return of("faq-zh", Language.ZH, List.copyOf(stored), List.copyOf(asked), passages);
    }

    private static RealTexts of(
            String name, Language language, List<String> texts, List<String> questions, int passages) {
        Set<String> all = new LinkedHashSet<>(texts.subList(0, Math.min(texts.size(), passages)));
        for (int distance = 1; all.size() < passages; distance += 7) {
            for (int i = 0; i < texts.size() && all.size() < passages; i++) {
                all.add(joined(texts.get(i), texts.get((i + distance) % texts.size()), language));
            }
        }
        int step = Math.max(1, questions.size() / MOST_QUESTIONS);
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < questions.size() && chosen.size() < MOST_QUESTIONS; i += step) {
            chosen.add(questions.get(i));
        }
        return new RealTexts(name, language, List.copyOf(all), chosen);
    }

    private static String joined(String one, String other, Language language) {
        return language == Language.ZH
                ? one.substring(0, half(one)) + other.substring(half(other))
                : one.substring(0, wordNear(one)) + other.substring(wordNear(other));
    }

    private static int half(String text) {
        return text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
    }

    private static int wordNear(String text) {
        int space = text.indexOf(' ', text.length() / 2);
        return space < 0 ? half(text) : space;
    }
}
