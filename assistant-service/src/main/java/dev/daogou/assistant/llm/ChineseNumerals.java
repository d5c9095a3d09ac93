package dev.daogou.assistant.llm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chinese numerals as people write them in chat, made Arabic: 一米六五 becomes 1米65, 两百五 becomes 250. */
public final class ChineseNumerals {

    private static final String DIGITS = "零一二三四五六七八九";
    private static final Pattern NUMERAL = Pattern.compile("[零〇一二两三四五六七八九十百千万]+");
    /** Words in which a numeral character is no number. */
    private static final Pattern NOT_A_NUMBER = Pattern.compile(
            "一下|一些|一点|一般|一起|一样|一直|一定|一款|一个|一种|一双|一件|一套|一台|一会|一共|万一|统一|唯一|第一|十分|三防|一级|二级|三级|双十一|一体|单一|同一|一次性|一键|九折|八折|七折|六折|五折|百分之");

    private ChineseNumerals() {}

    /** The text with every numeral of it in Arabic digits. */
    public static String toArabic(String text) {
        boolean[] kept = new boolean[text.length()];
        Matcher words = NOT_A_NUMBER.matcher(text);
        while (words.find()) {
            for (int i = words.start(); i < words.end(); i++) {
                kept[i] = true;
            }
        }
        StringBuilder arabic = new StringBuilder();
        Matcher numeral = NUMERAL.matcher(text);
        int from = 0;
        while (numeral.find()) {
            arabic.append(text, from, numeral.start());
            arabic.append(kept[numeral.start()] ? numeral.group() : value(numeral.group()));
            from = numeral.end();
        }
        return arabic.append(text.substring(from)).toString();
    }

    private static String value(String numeral) {
        String plain = numeral.replace('〇', '零').replace('两', '二');
        if (plain.chars().noneMatch(c -> "十百千万".indexOf(c) >= 0)) {
            StringBuilder digits = new StringBuilder();
            plain.chars().forEach(c -> digits.append(DIGITS.indexOf(c)));
            return digits.toString();
        }
        long total = 0;
        long section = 0;
        long digit = 0;
        long lastUnit = 1;
        boolean zeroBefore = false;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            int d = DIGITS.indexOf(c);
            if (d >= 0) {
                zeroBefore = d == 0 || (zeroBefore && digit == 0);
                digit = d;
                continue;
            }
            long unit = switch (c) {
                case '十' -> 10;
                case '百' -> 100;
                case '千' -> 1000;
                default -> 10_000;
            };
            if (unit == 10_000) {
                total += (section + digit) * unit;
                section = 0;
            } else {
                section += (digit == 0 ? 1 : digit) * unit;
            }
            digit = 0;
            zeroBefore = false;
            lastUnit = unit;
        }
        // 两百五 is 250 and 一千二 is 1200, but 二百零五 is 205.
        long rest = digit != 0 && !zeroBefore && lastUnit >= 100 ? digit * (lastUnit / 10) : digit;
        return Long.toString(total + section + rest);
    }
}
