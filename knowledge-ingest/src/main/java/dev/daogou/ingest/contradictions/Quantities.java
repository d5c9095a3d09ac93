package dev.daogou.ingest.contradictions;

import dev.daogou.ingest.contradictions.Quantity.Bound;
import dev.daogou.ingest.contradictions.Quantity.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the amounts in a text: with their units turned into one of a kind, ranges, sides, percentages and rebates. */
final class Quantities {

    private record Unit(String measure, double factor) {}

    private static final Map<String, Unit> UNITS = units();
    private static final String UNIT = UNITS.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Quantities::asPattern)
            .collect(Collectors.joining("|"));
    private static final String NUMBER = "(?:" + Numerals.FIGURES + "|" + Numerals.CHINESE + "|" + Numerals.WORDS + ")";
    private static final String TO = "\\s*(?:-|~|至|到|to|and)\\s*";
    private static final String CURRENCY = "[¥￥$€£]|us\\$|rmb|cny";

    private static final Pattern SIDES = Pattern.compile(
            "(\\d+(?:\\.\\d+)?)\\s*(UNIT)?\\s*[x×*]\\s*(\\d+(?:\\.\\d+)?)\\s*(UNIT)?(?:\\s*[x×*]\\s*(\\d+(?:\\.\\d+)?)\\s*(UNIT)?)?"
                    .replace("UNIT", "mm|cm|m|毫米|厘米|米|英寸|inches|inch|in"));
    private static final Pattern WITH_UNIT = Pattern.compile("(?<![\\d.第])(?:(?<![a-z])|(?<=pu))(-|零下)?(" + NUMBER
            + ")\\s*(?:(?:" + UNIT + ")?(?:" + TO + "(-|零下)?(" + NUMBER + ")))?(?:\\s|-)?\\s*多?(" + UNIT + ")");
    private static final Pattern WITH_CURRENCY = Pattern.compile("(" + CURRENCY + ")\\s*(" + Numerals.FIGURES + ")(?:"
            + TO + "(?:" + CURRENCY + ")?\\s*(" + Numerals.FIGURES + "))?");
    private static final Pattern OFFER =
            Pattern.compile("(满|立减|减免|减|立省|返)\\s*(\\d+(?:\\.\\d+)?)(?!\\s*(?:\\d|\\.|%|折|" + UNIT + "))");
    private static final Pattern REBATE =
            Pattern.compile("([1-9]\\d?(?:\\.\\d)?|[一二三四五六七八九]{1,2})\\s*折(?!叠|返|旧|算|后|痕|边)");
    private static final Pattern PERCENT_OFF = Pattern.compile(
            "(\\d+(?:\\.\\d+)?)\\s*(?:%|percent)\\s*(?:off|discount)|(?:立减|减免|优惠|减|discount of|save)\\s*(\\d+(?:\\.\\d+)?)\\s*%");
    private static final Pattern HUNDREDTHS = Pattern.compile("百分之(" + NUMBER + ")");
    private static final Pattern ABOUT_BEFORE =
            Pattern.compile("(?:约|大约|大概|近|about|around|approx\\.?|approximately|roughly|~)\\s*$");
    private static final Pattern ABOUT_AFTER = Pattern.compile("^\\s*(?:左右|上下|or so)");

    private Quantities() {}

    /** The amounts of a {@link Plain} text, from left to right. */
    static List<Quantity> in(String plain) {
        List<Quantity> found = new ArrayList<>();
        boolean[] taken = new boolean[plain.length()];
        Calendar.in(plain).forEach(quantity -> take(quantity, found, taken));
        sides(plain, found, taken);
        shares(plain, found, taken);
        money(plain, found, taken);
        withUnits(plain, found, taken);
        found.sort(Comparator.comparingInt(Quantity::start));
        return found.stream().map(quantity -> limited(plain, quantity)).toList();
    }

    /** An amount that is a number alone, such as a cell of a table whose column names the unit. */
    static Quantity bare(double value, String plainLabel, int start, int end) {
        Matcher unit =
                Pattern.compile("[(\\[/,\\s](" + UNIT + ")\\s*[)\\]]?\\s*$").matcher(plainLabel);
        Unit known = unit.find() ? UNITS.get(unit.group(1)) : null;
        return known == null
                ? single("number", value, start, end)
                : single(known.measure(), value * known.factor(), start, end);
    }

    private static void sides(String plain, List<Quantity> found, boolean[] taken) {
        Matcher match = SIDES.matcher(plain);
        while (match.find()) {
            String last =
                    match.group(6) != null ? match.group(6) : match.group(4) != null ? match.group(4) : match.group(2);
            Unit unit = last == null ? null : UNITS.get(last);
            if (unit == null && match.group(5) == null) {
                continue;
            }
            double factor = unit == null ? 1 : unit.factor();
            List<Double> values = new ArrayList<>();
            for (int side = 1; side <= 5; side += 2) {
                if (match.group(side) != null) {
                    Unit own = match.group(side + 1) == null ? null : UNITS.get(match.group(side + 1));
                    values.add(Double.parseDouble(match.group(side)) * (own == null ? factor : own.factor()));
                }
            }
            take(
                    new Quantity("length", values, Shape.SIDES, Bound.EXACT, false, match.start(), match.end()),
                    found,
                    taken);
        }
    }

    private static void shares(String plain, List<Quantity> found, boolean[] taken) {
        Matcher off = PERCENT_OFF.matcher(plain);
        while (off.find()) {
            double cut = Double.parseDouble(off.group(1) == null ? off.group(2) : off.group(1));
            take(single("pays", 1 - cut / 100, off.start(), off.end()), found, taken);
        }
        Matcher rebate = REBATE.matcher(plain);
        while (rebate.find()) {
            double said = Numerals.read(rebate.group(1));
            take(single("pays", said >= 10 ? said / 100 : said / 10, rebate.start(), rebate.end()), found, taken);
        }
        Matcher hundredths = HUNDREDTHS.matcher(plain);
        while (hundredths.find()) {
            take(
                    single("percent", Numerals.read(hundredths.group(1)), hundredths.start(), hundredths.end()),
                    found,
                    taken);
        }
    }

    private static void money(String plain, List<Quantity> found, boolean[] taken) {
        Matcher currency = WITH_CURRENCY.matcher(plain);
        while (currency.find()) {
            String measure = switch (currency.group(1)) {
                case "$", "us$" -> "money.usd";
                case "€" -> "money.eur";
                case "£" -> "money.gbp";
                default -> "money.cny";
            };
            take(
                    ofValues(measure, 1, currency.group(2), currency.group(3), currency.start(), currency.end()),
                    found,
                    taken);
        }
        Matcher offer = OFFER.matcher(plain);
        while (offer.find()) {
            take(single("money.cny", Numerals.read(offer.group(2)), offer.start(2), offer.end(2)), found, taken);
        }
    }

    private static void withUnits(String plain, List<Quantity> found, boolean[] taken) {
        Matcher match = WITH_UNIT.matcher(plain);
        int from = 0;
        while (from < plain.length() && match.find(from)) {
            String unitSaid = match.group(5);
            Unit unit = UNITS.get(unitSaid);
            from = match.end();
            boolean determiner =
                    match.group(2).equals("一") && unit != null && unit.measure().startsWith("count.");
            if (unit == null || determiner || !endsThere(plain, unitSaid, match.end())) {
                from = match.start(2) + 1;
                continue;
            }
            Quantity quantity = ofValues(
                    measureOf(plain, unit.measure(), unitSaid, match.end()),
                    unit.factor(),
                    signed(match.group(1), match.group(2)),
                    match.group(4) == null ? null : signed(match.group(3), match.group(4)),
                    match.start(),
                    match.end());
            take(quantity, found, taken);
        }
    }

    private static String signed(@Nullable String sign, String number) {
        return sign == null ? number : "-" + number;
    }

    private static String measureOf(String plain, String measure, String unit, int end) {
        boolean turned = unit.equals("度") && plain.substring(end).matches("(?s)\\s*(?:旋转|可调|翻转|倾斜|转动|角|仰|后仰).*");
        return turned ? "angle" : measure;
    }

    /** Units that begin another word are none: 天然, 米色, 年货. */
    private static boolean endsThere(String plain, String unit, int end) {
        if (end >= plain.length()) {
            return true;
        }
        char next = plain.charAt(end);
        boolean latin = unit.charAt(unit.length() - 1) >= 'a' && unit.charAt(unit.length() - 1) <= 'z';
        if (latin) {
            return !(next >= 'a' && next <= 'z') && !(unit.length() == 1 && Character.isDigit(next));
        }
        String notAfter = switch (unit) {
            case "天" -> "然气猫花蓝鹅丝线下使幕";
            case "米" -> "饭色粉白线黄";
            case "年" -> "货轻龄版款度糕味";
            case "日" -> "常用光历元";
            case "元" -> "旦素宵";
            case "周" -> "末边围到一二三四五六日岁";
            case "分" -> "钟之类期享别开体";
            case "条", "把", "支" -> "件纹装握手付持撑";
            case "人" -> "工员民造气";
            case "单" -> "独品次只层反向色价件人";
            case "包", "袋" -> "邮括装裹含";
            case "级", "款", "种" -> "别式类子";
            case "块" -> "状";
            case "升" -> "级降";
            case "瓦" -> "楞";
            case "寸" -> "照";
            case "度" -> "假";
            default -> "";
        };
        return notAfter.indexOf(next) < 0;
    }

    private static Quantity ofValues(
            String measure, double factor, String first, @Nullable String second, int start, int end) {
        double one = value(first) * factor;
        if (second == null) {
            return single(measure, one, start, end);
        }
        double two = value(second) * factor;
        return new Quantity(
                measure, List.of(Math.min(one, two), Math.max(one, two)), Shape.RANGE, Bound.EXACT, false, start, end);
    }

    private static double value(String said) {
        return said.startsWith("-") ? -Numerals.read(said.substring(1)) : Numerals.read(said);
    }

    private static Quantity single(String measure, double value, int start, int end) {
        return new Quantity(measure, List.of(value), Shape.SINGLE, Bound.EXACT, false, start, end);
    }

    private static Quantity limited(String plain, Quantity quantity) {
        String before = plain.substring(Math.max(0, quantity.start() - 14), quantity.start());
        String after = plain.substring(quantity.end(), Math.min(plain.length(), quantity.end() + 12));
        boolean about = ABOUT_BEFORE.matcher(before).find()
                || ABOUT_AFTER.matcher(after).find();
        return new Quantity(
                quantity.measure(),
                quantity.values(),
                quantity.shape(),
                quantity.shape() == Shape.SINGLE ? Bounds.of(quantity.measure(), before, after) : Bound.EXACT,
                about,
                quantity.start(),
                quantity.end());
    }

    private static void take(Quantity quantity, List<Quantity> found, boolean[] taken) {
        for (int i = quantity.start(); i < quantity.end(); i++) {
            if (taken[i]) {
                return;
            }
        }
        Arrays.fill(taken, quantity.start(), quantity.end(), true);
        found.add(quantity);
    }

    private static String asPattern(String form) {
        return Pattern.quote(form);
    }

    private static Map<String, Unit> units() {
        Map<String, Unit> units = new HashMap<>();
        for (String line : Lexicon.lines("units.txt")) {
            int colon = line.indexOf(": ");
            String[] head = line.substring(0, colon).split(" ", -1);
            for (String form : line.substring(colon + 2).split(", ", -1)) {
                units.putIfAbsent(Plain.of(form.strip()), new Unit(head[0], Double.parseDouble(head[1])));
            }
        }
        return units;
    }
}
