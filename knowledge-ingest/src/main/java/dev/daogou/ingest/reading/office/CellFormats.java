package dev.daogou.ingest.reading.office;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.jspecify.annotations.Nullable;

/** Writes numbers as the sheet shows them: dates, percents, amounts. */
final class CellFormats {

    /** Formats that have a number only and that look different in each country; these are those of mainland China. */
    private static final Map<Integer, String> CHINESE = Map.ofEntries(
            Map.entry(27, "yyyy\"年\"m\"月\""),
            Map.entry(28, "m\"月\"d\"日\""),
            Map.entry(29, "m\"月\"d\"日\""),
            Map.entry(30, "m-d-yy"),
            Map.entry(31, "yyyy\"年\"m\"月\"d\"日\""),
            Map.entry(32, "h\"时\"mm\"分\""),
            Map.entry(33, "h\"时\"mm\"分\"ss\"秒\""),
            Map.entry(34, "h\"时\"mm\"分\""),
            Map.entry(35, "h\"时\"mm\"分\"ss\"秒\""),
            Map.entry(36, "yyyy\"年\"m\"月\""),
            Map.entry(50, "yyyy\"年\"m\"月\""),
            Map.entry(51, "m\"月\"d\"日\""),
            Map.entry(52, "yyyy\"年\"m\"月\""),
            Map.entry(53, "m\"月\"d\"日\""),
            Map.entry(54, "m\"月\"d\"日\""),
            Map.entry(55, "h\"时\"mm\"分\""),
            Map.entry(56, "h\"时\"mm\"分\"ss\"秒\""),
            Map.entry(57, "yyyy\"年\"m\"月\""),
            Map.entry(58, "m\"月\"d\"日\""));

    private static final Pattern QUOTED = Pattern.compile("\"([^\"A-Za-z]*)\"");

    private static final double LARGEST_EXACT = 1e15;

    private record Look(int number, String format, boolean bold, boolean date) {}

    private final DataFormatter formatter = new DataFormatter(Locale.US);
    private final @Nullable StylesTable styles;
    private final boolean countsFrom1904;
    private final Map<Integer, Look> looks = new HashMap<>();

    /** @param styles null in a workbook without any, as simple programs write them */
    CellFormats(@Nullable StylesTable styles, boolean countsFrom1904) {
        this.styles = styles;
        this.countsFrom1904 = countsFrom1904;
    }

    boolean isBold(int style) {
        return look(style).bold();
    }

    /** The number as it is shown. */
    String shown(String raw, int style) {
        double number;
        try {
            number = Double.parseDouble(raw);
        } catch (NumberFormatException e) {
            return raw;
        }
        Look look = look(style);
        if (look.date() && !DateUtil.isValidExcelDate(number)) {
            return raw;
        }
        if (look.format().equalsIgnoreCase("General")) {
            // A bar code of 13 digits is shown as 6.9E+12 in a narrow column; what is meant are its digits.
            return number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT
                    ? Long.toString((long) number)
                    : formatter.formatRawCellContents(number, look.number(), look.format(), countsFrom1904);
        }
        return formatter
                .formatRawCellContents(number, look.number(), look.format(), countsFrom1904)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private Look look(int style) {
        return looks.computeIfAbsent(style, this::lookOf);
    }

    private Look lookOf(int index) {
        if (styles == null || index < 0 || index >= styles.getNumCellStyles()) {
            return new Look(0, "General", false, false);
        }
        XSSFCellStyle style = styles.getStyleAt(index);
        int number = style.getDataFormat();
        String format = switch (number) {
            // Written month first in America and day first in Britain; this way round nobody is misled.
            case 14 -> "yyyy-mm-dd";
            case 22 -> "yyyy-mm-dd hh:mm";
            default -> CHINESE.getOrDefault(number, style.getDataFormatString());
        };
        String known = format == null || format.isBlank() ? "General" : format;
        // From 164 on a number means nothing by itself, so the formatter goes by the format alone.
        int asked = known.equalsIgnoreCase("General") ? 0 : Math.max(number, 164);
        boolean date = DateUtil.isADateFormat(asked, known);
        // The formatter writes quotation marks round words inside dates; without them it takes only Latin letters for
        // fields.
        String plain = date ? QUOTED.matcher(known).replaceAll("$1") : known;
        return new Look(asked, plain, style.getFont().getBold(), date);
    }
}
