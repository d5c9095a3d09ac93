package dev.daogou.knowledge.lexical;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a number with a Chinese unit as with its letters: {@code 3 公斤} and {@code 3kg} are the same words. English units are left
 * as they are: taking inches, feet and their signs for one finds worse (docs/decisions/0064).
 */
final class Units {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        name("kw", "千瓦");
        name("w", "瓦");
        name("mm", "毫米");
        name("cm", "厘米", "公分");
        name("kg", "公斤", "千克");
        name("ml", "毫升");
        name("mah", "毫安时", "毫安");
    }

    private static final Pattern MEASURE = Pattern.compile(
            "(?<![a-z\\d./])(?<number>\\d+(?:[./]\\d+)?)[\\s-]?(?<unit>" + String.join("|", NAMES.keySet()) + ")");

    private Units() {}

    /** The text with every such measure written in one way. */
    static String written(String text) {
        return MEASURE.matcher(text)
                .replaceAll(measure -> Matcher.quoteReplacement(
                        " " + measure.group("number") + NAMES.get(measure.group("unit")) + " "));
    }

    private static void name(String unit, String... names) {
        for (String name : names) {
            NAMES.put(name, unit);
        }
    }
}
