package dev.daogou.ingest.contradictions;

import dev.daogou.ingest.contradictions.Quantity.Bound;
import dev.daogou.ingest.contradictions.Quantity.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds days and times of day. A day's value is {@code year * 1000 + month * 40 + day}, the year 0 when it is not said; a
 * time's is its minutes since midnight.
 */
final class Calendar {

    static final double YEAR = 1000;
    private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    private static final Pattern CHINESE_DAY =
            Pattern.compile("(?:(20\\d\\d)\\s*[年/.-]\\s*)?(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*[日号]?");
    private static final Pattern WRITTEN_DAY =
            Pattern.compile("(?<![\\d.-])(20\\d\\d)[-/.](\\d{1,2})[-/.](\\d{1,2})(?![\\d])");
    private static final Pattern ENGLISH_DAY =
            Pattern.compile("\\b(" + MONTHS + ")[a-z]*\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s*(20\\d\\d))?"
                    + "|\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(" + MONTHS + ")[a-z]*\\b(?:,?\\s*(20\\d\\d))?");
    private static final Pattern TIME = Pattern.compile(
            "(上午|早上|早|中午|下午|晚上|晚|凌晨)?\\s*(?<![\\d:.])(\\d{1,2})\\s*(?::(\\d{2})(?!\\d)|点(半)?)\\s*(am|pm|a\\.m\\.|p\\.m\\.)?"
                    + "|(?<![\\d:.])(\\d{1,2})\\s*(am|pm|a\\.m\\.|p\\.m\\.)|\\b(noon)\\b");
    private static final Pattern BETWEEN = Pattern.compile("\\s*(?:-|~|至|到|to|and|until)\\s*");

    private Calendar() {}

    static List<Quantity> in(String plain) {
        List<Quantity> days = new ArrayList<>();
        Matcher written = WRITTEN_DAY.matcher(plain);
        while (written.find()) {
            day(written.group(1), written.group(2), written.group(3), written, days);
        }
        Matcher chinese = CHINESE_DAY.matcher(plain);
        while (chinese.find()) {
            day(chinese.group(1), chinese.group(2), chinese.group(3), chinese, days);
        }
        Matcher english = ENGLISH_DAY.matcher(plain);
        while (english.find()) {
            if (english.group(1) != null) {
                day(english.group(3), month(english.group(1)), english.group(2), english, days);
            } else {
                day(english.group(6), month(english.group(5)), english.group(4), english, days);
            }
        }
        List<Quantity> all = joined(plain, days);
        all.addAll(joined(plain, times(plain)));
        return all;
    }

    private static void day(@Nullable String year, String month, String day, Matcher match, List<Quantity> days) {
        int m = Integer.parseInt(month);
        int d = Integer.parseInt(day);
        if (m >= 1 && m <= 12 && d >= 1 && d <= 31) {
            double value = (year == null ? 0 : Integer.parseInt(year) * YEAR) + m * 40 + d;
            days.add(single("date", value, match.start(), match.end()));
        }
    }

    private static String month(String name) {
        return Integer.toString(List.of(MONTHS.split("\\|", -1)).indexOf(name) + 1);
    }

    private static List<Quantity> times(String plain) {
        List<Quantity> times = new ArrayList<>();
        Matcher match = TIME.matcher(plain);
        while (match.find()) {
            if (match.group(8) != null) {
                times.add(single("clock", 12 * 60, match.start(), match.end()));
                continue;
            }
            boolean whole = match.group(6) != null;
            int hour = Integer.parseInt(whole ? match.group(6) : match.group(2));
            int minute = match.group(3) != null ? Integer.parseInt(match.group(3)) : match.group(4) != null ? 30 : 0;
            String half = whole ? match.group(7) : match.group(5);
            String part = match.group(1);
            boolean afternoon = (half != null && half.startsWith("p"))
                    || (part != null
                            && (part.startsWith("下午") || part.startsWith("晚") || (part.equals("中午") && hour < 6)));
            if (hour > 24 || minute > 59) {
                continue;
            }
            int of24 = afternoon && hour < 12 ? hour + 12 : hour;
            times.add(single("clock", of24 * 60.0 + minute, match.start(), match.end()));
        }
        return times;
    }

    /** Two that are joined by "to" are one range. */
    private static List<Quantity> joined(String plain, List<Quantity> singles) {
        List<Quantity> sorted = singles.stream()
                .sorted(Comparator.comparingInt(Quantity::start))
                .toList();
        List<Quantity> joined = new ArrayList<>();
        for (Quantity next : sorted) {
            Quantity last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && next.start() < last.end()) {
                continue;
            }
            if (last != null
                    && last.shape() == Shape.SINGLE
                    && BETWEEN.matcher(plain.substring(last.end(), next.start()))
                            .matches()) {
                joined.removeLast();
                joined.add(new Quantity(
                        next.measure(),
                        List.of(last.low(), next.low()),
                        Shape.RANGE,
                        Bound.EXACT,
                        false,
                        last.start(),
                        next.end()));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    private static Quantity single(String measure, double value, int start, int end) {
        return new Quantity(measure, List.of(value), Shape.SINGLE, Bound.EXACT, false, start, end);
    }
}
