package dev.daogou.knowledge.lexical;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a number with its unit in one way: {@code 5 ft.}, {@code 5-foot} and {@code 5'} are {@code 5ft}. */
final class Units {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        name("in", "inches", "inch", "in");
        name("ft", "feet", "foot", "ft");
        name("yd", "yards", "yard", "yd");
        name("gal", "gallons", "gallon", "gal");
        name("lb", "pounds", "pound", "lbs", "lb");
        name("oz", "ounces", "ounce", "oz");
        name("qt", "quarts", "quart", "qt");
        name("w", "watts", "watt", "瓦", "w");
        name("kw", "kilowatts", "kilowatt", "千瓦", "kw");
        name("v", "volts", "volt", "v");
        name("mm", "millimeters", "millimeter", "毫米", "mm");
        name("cm", "centimeters", "centimeter", "厘米", "公分", "cm");
        name("kg", "kilograms", "kilogram", "公斤", "千克", "kg");
        name("ml", "milliliters", "milliliter", "毫升", "ml");
        name("g", "grams", "gram", "g");
        name("mah", "毫安时", "毫安", "mah");
    }

    private static final Pattern MEASURE =
            Pattern.compile("(?<![a-z\\d./])(?<number>\\d+(?:[./]\\d+)?)(?:\\s|-)?(?:(?<unit>"
                    + String.join("|", NAMES.keySet()) + ")(?![a-z\\d])\\.?|(?<mark>['\"](?![a-z\\d])))");

    private Units() {}

    /** The text, in lower case, with every measure written in one way. */
    static String written(String text) {
        return MEASURE.matcher(text)
                .replaceAll(measure -> Matcher.quoteReplacement(" " + measure.group("number")
                        + (measure.group("unit") != null
                                ? NAMES.get(measure.group("unit"))
                                : measure.group("mark").equals("'") ? "ft" : "in")
                        + " "));
    }

    private static void name(String unit, String... names) {
        for (String name : names) {
            NAMES.put(name, unit);
        }
    }
}
