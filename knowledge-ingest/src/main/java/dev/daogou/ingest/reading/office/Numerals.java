package dev.daogou.ingest.reading.office;

import java.util.Locale;

/** Writes a number as a list's format has it; names of formats are those of ECMA-376, 17.18.59. */
final class Numerals {

    private static final String DIGITS = "〇一二三四五六七八九";
    private static final String[] UNITS = {"", "十", "百", "千"};
    private static final int[] ROMAN = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    private static final String[] ROMAN_SIGNS = {"m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"};
    private static final String STEMS = "甲乙丙丁戊己庚辛壬癸";
    private static final int CIRCLED = 20;

    private Numerals() {}

    static String write(int number, String format) {
        if (number < 1 || number > 9_999) {
            return Integer.toString(number);
        }
        return switch (format) {
            case "lowerLetter" -> letters(number);
            case "upperLetter" -> letters(number).toUpperCase(Locale.ROOT);
            case "lowerRoman" -> roman(number);
            case "upperRoman" -> roman(number).toUpperCase(Locale.ROOT);
            case "chineseCounting",
                    "chineseCountingThousand",
                    "ideographDigital",
                    "japaneseCounting",
                    "taiwaneseCounting",
                    "taiwaneseCountingThousand" -> chinese(number);
            case "ideographTraditional" ->
                number <= STEMS.length() ? STEMS.substring(number - 1, number) : Integer.toString(number);
            case "decimalEnclosedCircle", "decimalEnclosedCircleChinese" ->
                number <= CIRCLED ? Character.toString('①' + number - 1) : Integer.toString(number);
            case "decimalZero" -> number < 10 ? "0" + number : Integer.toString(number);
            default -> Integer.toString(number);
        };
    }

    private static String letters(int number) {
        return Character.toString('a' + (number - 1) % 26).repeat((number - 1) / 26 + 1);
    }

    private static String roman(int number) {
        StringBuilder text = new StringBuilder();
        int left = number;
        for (int i = 0; i < ROMAN.length; i++) {
            while (left >= ROMAN[i]) {
                text.append(ROMAN_SIGNS[i]);
                left -= ROMAN[i];
            }
        }
        return text.toString();
    }

    private static String chinese(int number) {
        String digits = Integer.toString(number);
        StringBuilder text = new StringBuilder();
        boolean zero = false;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit == 0) {
                zero = true;
            } else {
                text.append(zero ? "零" : "").append(DIGITS.charAt(digit)).append(UNITS[digits.length() - 1 - i]);
                zero = false;
            }
        }
        return number >= 10 && number < 20 ? text.substring(1) : text.toString();
    }
}
