package dev.daogou.assistant.shop.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.knowledge.Language;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads a file of one format as rows of one kind, and says which line and column is at fault where it cannot. */
final class RowsReader {

    private static final int MOST_ROWS = 200_000;

    /** What a workbook may unpack to; one that unpacks to more was made to harm. */
    private static final long MOST_UNPACKED_BYTES = 512L * 1024 * 1024;

    private static final Charset GB18030 = Charset.forName("GB18030");

    private final ImportKind kind;
    private final Set<String> known;
    private final boolean chinese;
    private final JsonMapper json;

    RowsReader(ImportKind kind, Language language, JsonMapper json) {
        this.kind = kind;
        this.known = Set.copyOf(kind.columns());
        this.chinese = language == Language.ZH;
        this.json = json;
    }

    RowsRead read(ImportFormat format, byte[] content) {
        if (content.length == 0) {
            throw unreadable("file_empty", "文件是空的。", "The file is empty.");
        }
        return switch (format) {
            case CSV -> csv(text(content));
            case NDJSON -> ndjson(text(content));
            case XLSX -> xlsx(content);
        };
    }

    private RowsRead csv(String text) {
        List<ImportRow> rows = new ArrayList<>();
        List<RejectedRow> rejected = new ArrayList<>();
        List<String> header = List.of();
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator(text))
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord row : records) {
                int line = Math.toIntExact(row.getStartingLineNumber());
                if (header.isEmpty()) {
                    header = header(row.getFields(), line);
                } else {
                    take(header, row.getFields(), line, rows, rejected);
                }
            }
        } catch (CsvParseException malformed) {
            throw unreadable(
                    "file_malformed",
                    "文件不是完整的 CSV,请检查引号是否成对。",
                    "The file is not whole as CSV; check that every quote is closed.");
        } catch (IOException impossible) {
            throw new IllegalStateException("A text in memory can be read", impossible);
        }
        if (header.isEmpty()) {
            throw unreadable("file_empty", "文件是空的。", "The file is empty.");
        }
        return new RowsRead(rows, rejected);
    }

    /** Spreadsheets of some countries save semicolons or tabs. */
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        for (char separator : new char[] {',', '\t', ';'}) {
            if (first.indexOf(separator) >= 0) {
                return separator;
            }
        }
        return ',';
    }

    private List<String> header(List<String> cells, int line) {
        List<String> header = cells.stream().map(String::strip).collect(Collectors.toCollection(ArrayList::new));
        while (!header.isEmpty() && header.getLast().isEmpty()) {
            header.removeLast();
        }
        List<String> unknown =
                header.stream().filter(column -> !known.contains(column)).toList();
        if (!unknown.isEmpty()) {
            throw wrongColumns("column_unknown", unknown, line, this::unknownColumn);
        }
        Set<String> seen = new HashSet<>();
        List<String> repeated =
                header.stream().filter(column -> !seen.add(column)).toList();
        if (!repeated.isEmpty()) {
            throw wrongColumns(
                    "column_repeated",
                    repeated,
                    line,
                    column -> say("列“" + column + "”出现了两次。", "The column '" + column + "' stands there twice."));
        }
        List<String> missing = kind.requiredColumns().stream()
                .filter(column -> !seen.contains(column))
                .toList();
        if (!missing.isEmpty()) {
            throw wrongColumns(
                    "column_missing",
                    missing,
                    line,
                    column -> say("缺少列“" + column + "”。", "The column '" + column + "' is missing."));
        }
        return header;
    }

    private String unknownColumn(String column) {
        String columns = String.join(", ", kind.columns());
        return say(
                "没有“" + column + "”这一列，可用的列有：" + columns + "。",
                "There is no column '" + column + "'; the columns are " + columns + ".");
    }

    private void take(
            List<String> header, List<String> cells, int line, List<ImportRow> rows, List<RejectedRow> rejected) {
        for (int i = header.size(); i < cells.size(); i++) {
            if (!cells.get(i).isBlank()) {
                rejected.add(new RejectedRow(
                        line,
                        "",
                        say(
                                "这一行有 " + cells.size() + " 格，表头只有 " + header.size() + " 列。",
                                "This row has " + cells.size() + " cells, the header " + header.size() + " columns.")));
                return;
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
            if (!cells.get(i).isBlank()) {
                fields.put(header.get(i), cells.get(i));
            }
        }
        if (!fields.isEmpty()) {
            add(new ImportRow(line, fields), rows);
        }
    }

    private void add(ImportRow row, List<ImportRow> rows) {
        if (rows.size() == MOST_ROWS) {
            throw unreadable(
                    "file_too_long",
                    "一次最多导入 " + MOST_ROWS + " 行，请拆成几个文件。",
                    "At most " + MOST_ROWS + " rows at once; cut the file into several.");
        }
        rows.add(row);
    }

    private RowsRead ndjson(String text) {
        List<ImportRow> rows = new ArrayList<>();
        List<RejectedRow> rejected = new ArrayList<>();
        int line = 0;
        for (String row : text.split("\r\n|\n|\r", -1)) {
            line++;
            if (row.isBlank()) {
                continue;
            }
            Map<String, Object> fields;
            try {
                // An amount must not pass through binary fractions.
                fields = json.readerFor(new TypeReference<LinkedHashMap<String, Object>>() {})
                        .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .readValue(row);
            } catch (JacksonException malformed) {
                rejected.add(new RejectedRow(line, "", say("这一行不是 JSON 对象。", "This line is not a JSON object.")));
                continue;
            }
            if (fields == null) {
                rejected.add(new RejectedRow(line, "", say("这一行不是 JSON 对象。", "This line is not a JSON object.")));
                continue;
            }
            fields.values().removeIf(value -> value == null);
            List<String> unknown = fields.keySet().stream()
                    .filter(field -> !known.contains(field))
                    .toList();
            if (unknown.isEmpty()) {
                add(new ImportRow(line, fields), rows);
            } else {
                int at = line;
                unknown.forEach(field -> rejected.add(new RejectedRow(at, field, unknownColumn(field))));
            }
        }
        if (rows.isEmpty() && rejected.isEmpty()) {
            throw unreadable("file_empty", "文件是空的。", "The file is empty.");
        }
        return new RowsRead(rows, rejected);
    }

    private RowsRead xlsx(byte[] content) {
        List<ImportRow> rows = new ArrayList<>();
        List<RejectedRow> rejected = new ArrayList<>();
        try {
            refuseWhatUnpacksWithoutEnd(content);
            try (ReadableWorkbook workbook =
                            new ReadableWorkbook(new ByteArrayInputStream(content), new ReadingOptions(true, true));
                    Stream<Row> sheet = workbook.getFirstSheet().openStream()) {
                List<String> header = List.of();
                for (Row row : (Iterable<Row>) sheet::iterator) {
                    List<String> cells = cells(row);
                    if (cells.stream().allMatch(String::isBlank)) {
                        continue;
                    }
                    if (header.isEmpty()) {
                        header = header(cells, row.getRowNum());
                    } else {
                        take(header, cells, row.getRowNum(), rows, rejected);
                    }
                }
                if (header.isEmpty()) {
                    throw unreadable("file_empty", "表格的第一张工作表是空的。", "The first sheet of the workbook is empty.");
                }
            }
        } catch (IOException | ExcelReaderException | IllegalArgumentException | IllegalStateException malformed) {
            throw unreadable(
                    "file_malformed",
                    "打不开这个表格，请另存为 .xlsx 再试。",
                    "The workbook cannot be opened; save it as .xlsx and try again.");
        }
        return new RowsRead(rows, rejected);
    }

    private void refuseWhatUnpacksWithoutEnd(byte[] content) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long unpacked = 0;
        try (InputStream bytes = new ByteArrayInputStream(content);
                ZipInputStream zip = new ZipInputStream(bytes)) {
            while (zip.getNextEntry() != null) {
                int read = zip.read(buffer);
                while (read >= 0) {
                    unpacked += read;
                    if (unpacked > MOST_UNPACKED_BYTES) {
                        throw unreadable("file_too_long", "表格太大了，请拆成几个文件。", "The workbook is too large.");
                    }
                    read = zip.read(buffer);
                }
            }
        }
        if (unpacked == 0) {
            throw new IOException("Not an archive");
        }
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.getCellCount(); i++) {
            Cell cell = row.getCell(i);
            cells.add(cell == null ? "" : text(cell));
        }
        return cells;
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER) {
            if (isDate(cell.getDataFormatString())) {
                LocalDateTime date = cell.asDate();
                return date.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? date.toLocalDate().toString()
                        : date.toString();
            }
            return plain(cell.asNumber());
        }
        if (cell.getType() == CellType.BOOLEAN) {
            return cell.asBoolean().toString();
        }
        String text = cell.getText();
        return text == null ? "" : text;
    }

    /** A number format that writes days and hours; colours and words in brackets or quotes do not count. */
    private static boolean isDate(@Nullable String format) {
        if (format == null || format.equalsIgnoreCase("General")) {
            return false;
        }
        String letters = format.replaceAll("\\[[^]]*]|\"[^\"]*\"|\\\\.", "").toLowerCase(Locale.ROOT);
        return letters.chars().anyMatch(letter -> "ydhs".indexOf(letter) >= 0)
                || (letters.contains("m") && !letters.contains("0"));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private String text(byte[] content) {
        if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
            return new String(content, 3, content.length - 3, StandardCharsets.UTF_8);
        }
        if (startsWith(content, 0xFF, 0xFE)) {
            return new String(content, 2, content.length - 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(content, 0xFE, 0xFF)) {
            return new String(content, 2, content.length - 2, StandardCharsets.UTF_16BE);
        }
        String utf8 = strictly(content, StandardCharsets.UTF_8);
        if (utf8 != null) {
            return utf8;
        }
        String gb = strictly(content, GB18030);
        if (gb != null) {
            return gb;
        }
        throw unreadable(
                "encoding_unreadable",
                "认不出文件的文字编码，请存成 UTF-8 再试。",
                "The file's character encoding is not known; save it as UTF-8 and try again.");
    }

    private static @Nullable String strictly(byte[] content, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException anotherCharset) {
            return null;
        }
    }

    private static boolean startsWith(byte[] content, int... mark) {
        if (content.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((content[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private String say(String zh, String en) {
        return chinese ? zh : en;
    }

    private Problem unreadable(String code, String zh, String en) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, code, say(zh, en));
    }

    private Problem wrongColumns(
            String code, List<String> columns, int line, java.util.function.UnaryOperator<String> reason) {
        List<Mistake> mistakes = columns.stream()
                .map(column -> new Mistake(column, line, reason.apply(column)))
                .toList();
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                code,
                mistakes.stream().map(Mistake::reason).collect(Collectors.joining(" ")),
                mistakes);
    }
}
