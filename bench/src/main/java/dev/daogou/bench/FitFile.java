package dev.daogou.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.daogou.assistant.sizing.Build;
import dev.daogou.assistant.sizing.Tried;
import dev.daogou.assistant.sizing.Verdict;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Fit records of a file: a merchant's own, in the columns of the {@code fit-records} import, or the RentTheRunway set of Misra
 * et al. (RecSys 2018) with pounds, inches and bras.
 */
final class FitFile {

    private static final double CM_AN_INCH = 2.54;
    private static final double KG_A_POUND = 0.45359237;

    /** By cup, how much larger in inches the bust is than the band. */
    private static final List<List<String>> CUPS = List.of(
            List.of("aa"),
            List.of("a"),
            List.of("b"),
            List.of("c"),
            List.of("d", "d+"),
            List.of("dd", "dd/e"),
            List.of("ddd/e", "ddd"),
            List.of("f"),
            List.of("g"),
            List.of("h"),
            List.of("i"),
            List.of("j"));

    private FitFile() {}

    /**
     * One record.
     *
     * @param shopper who, the record's own place where the file does not say
     * @param day when, as the file says it; sorts by time
     */
    record Row(Tried tried, String shopper, String day) {}

    static List<Row> read(Path file) {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord record : csv) {
                (record.getHeader().contains("item_id") ? rented(record) : merchants(record)).ifPresent(rows::add);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return rows;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static Optional<Row> rented(NamedCsvRecord record) {
        Optional<Verdict> verdict = verdict(record, "fit");
        String size = text(record, "size");
        if (verdict.isEmpty() || size == null) {
            return Optional.empty();
        }
        double age = figure(record, "age");
        Build build = new Build(
                figure(record, "height_in") * CM_AN_INCH,
                figure(record, "weight_lbs") * KG_A_POUND,
                (figure(record, "bust_size_num") + inchesOverBand(text(record, "bust_size_letter"))) * CM_AN_INCH,
                Double.NaN,
                age < 12 || age > 95 ? Double.NaN : age);
        String shopper = record.getField("user_id");
        String day = text(record, "review_date");
        return Optional.of(new Row(
                new Tried(record.getField("item_id"), text(record, "category"), size, build, verdict.get(), shopper),
                shopper,
                day == null ? "" : day));
    }

    private static Optional<Row> merchants(NamedCsvRecord record) {
        Optional<Verdict> verdict = verdict(record, "verdict");
        if (verdict.isEmpty()) {
            return Optional.empty();
        }
        Build build = new Build(
                figure(record, "heightCm"),
                figure(record, "weightKg"),
                figure(record, "bustCm"),
                figure(record, "waistCm"),
                figure(record, "age"));
        String key = text(record, "shopperKey");
        return Optional.of(new Row(
                new Tried(
                        record.getField("productId"),
                        text(record, "category"),
                        record.getField("size"),
                        build,
                        verdict.get(),
                        key),
                key == null ? "line " + record.getStartingLineNumber() : key,
                ""));
    }

    private static Optional<Verdict> verdict(NamedCsvRecord record, String column) {
        return Verdict.of(record.getField(column));
    }

    private static double inchesOverBand(@Nullable String cup) {
        for (int inches = 0; cup != null && inches < CUPS.size(); inches++) {
            if (CUPS.get(inches).contains(cup.toLowerCase(Locale.ROOT))) {
                return inches;
            }
        }
        return 3;
    }

    private static @Nullable String text(NamedCsvRecord record, String column) {
        String text = record.findField(column).orElse("").strip();
        return text.isEmpty() ? null : text;
    }

    private static double figure(NamedCsvRecord record, String column) {
        String text = text(record, column);
        try {
            return text == null ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
