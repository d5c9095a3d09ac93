package dev.daogou.ingest.reading;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.daogou.ingest.reading.Block.Table;
import dev.daogou.ingest.reasons.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads separated values. A file with a question and an answer column is a list of questions and answers, any other is a
 * table.
 */
final class CsvReader implements DocumentReader {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
    private static final int LINES_TRIED = 20;

    @Override
    public Set<String> mediaTypes() {
        return new LinkedHashSet<>(List.of("text/csv", "text/tab-separated-values"));
    }

    @Override
    public Set<String> endings() {
        return Set.of("csv", "tsv");
    }

    @Override
    public ReadDocument read(SourceFile file) {
        List<List<String>> rows = rowsOf(TextDecoding.decode(file.content()), file.limits());
        if (rows.isEmpty()) {
            return new ReadDocument(null, List.of());
        }
        List<Block> blocks = QuestionColumns.in(rows.getFirst())
                .map(columns -> columns.pairs(rows.subList(1, rows.size())))
                .orElseGet(() -> table(rows));
        return new ReadDocument(null, blocks.isEmpty() ? List.of() : List.of(new Section(List.of(), blocks)));
    }

    private static List<Block> table(List<List<String>> rows) {
        List<String> first = rows.getFirst();
        boolean named = rows.size() > 1
                && first.stream().noneMatch(name -> name.isBlank() || name.matches("[-+\\d.,%\\s]+"))
                && new HashSet<>(first).size() == first.size();
        return List.of(named ? new Table(first, rows.subList(1, rows.size())) : new Table(List.of(), rows));
    }

    private static List<List<String>> rowsOf(String text, ReadingLimits limits) {
        List<List<String>> rows = new ArrayList<>();
        long cellsRead = 0;
        long charactersRead = 0;
        try (var records = de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(separatorOf(text))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(true)
                .skipEmptyLines(true)
                .ofCsvRecord(text)) {
            for (CsvRecord row : records) {
                List<String> cells =
                        row.getFields().stream().map(CsvReader::clean).toList();
                cellsRead += cells.size();
                charactersRead += cells.stream().mapToInt(String::length).sum();
                limits.requireCells(cellsRead);
                limits.requireCharacters(charactersRead);
                if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                    rows.add(cells);
                }
            }
        } catch (CsvParseException e) {
            // A cell that is larger than the parser's buffer is larger than a document may be.
            limits.requireCharacters(text.length());
            throw new DocumentUnreadable(Reason.of("document_table_damaged"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return rows;
    }

    /** The separator that cuts the first lines most evenly into the most columns. */
    private static char separatorOf(String text) {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(LINES_TRIED).toList();
        char best = ',';
        double most = 0;
        for (char separator : SEPARATORS) {
            int[] counts = lines.stream()
                    .mapToInt(line -> outsideQuotes(line, separator))
                    .toArray();
            if (counts.length == 0 || counts[0] == 0) {
                continue;
            }
            int same = 0;
            for (int count : counts) {
                same += count == counts[0] ? 1 : 0;
            }
            double evenness = (double) same / counts.length;
            double score = evenness * 10 + Math.min(counts[0], 9) / 10.0;
            if (score > most) {
                most = score;
                best = separator;
            }
        }
        return best;
    }

    private static int outsideQuotes(String line, char separator) {
        boolean quoted = false;
        int count = 0;
        for (int i = 0; i < line.length(); i++) {
            char at = line.charAt(i);
            if (at == '"') {
                quoted = !quoted;
            } else if (at == separator && !quoted) {
                count++;
            }
        }
        return count;
    }

    private static String clean(String cell) {
        return cell.replace("\r\n", "\n").replace('\r', '\n').strip();
    }
}
