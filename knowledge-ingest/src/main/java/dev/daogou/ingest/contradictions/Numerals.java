package dev.daogou.ingest.contradictions;

import java.util.Map;

/** Reads numbers in figures ({@code 1,299.50}), Chinese numerals ({@code 三十}) and English words ({@code thirty}). */
final class Numerals {

    /** A number in any of the three ways, as a pattern. */
    static final String FIGURES = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";

    static final String CHINESE = "[零〇一二两三四五六七八九十百千]+|半";

    private static final Map<String, Double> ENGLISH = Map.ofEntries(
            Map.entry("one", 1.0),
            Map.entry("two", 2.0),
            Map.entry("three", 3.0),
            Map.entry("four", 4.0),
            Map.entry("five", 5.0),
            Map.entry("six", 6.0),
            Map.entry("seven", 7.0),
            Map.entry("eight", 8.0),
            Map.entry("nine", 9.0),
            Map.entry("ten", 10.0),
            Map.entry("twelve", 12.0),
            Map.entry("fourteen", 14.0),
            Map.entry("fifteen", 15.0),
            Map.entry("eighteen", 18.0),
            Map.entry("twenty", 20.0),
            Map.entry("twenty-four", 24.0),
            Map.entry("thirty", 30.0),
            Map.entry("forty", 40.0),
            Map.entry("forty-five", 45.0),
            Map.entry("forty-eight", 48.0),
            Map.entry("fifty", 50.0),
            Map.entry("sixty", 60.0),
            Map.entry("seventy-two", 72.0),
            Map.entry("ninety", 90.0),
            Map.entry("half a", 0.5),
            Map.entry("half", 0.5));

    static final String WORDS = "twenty-four|forty-five|forty-eight|seventy-two|half a|"
            + "(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|eighteen|twenty|thirty|forty"
            + "|fifty|sixty|ninety)\\b";

    private static final String DIGITS = "零一二三四五六七八九";

    private Numerals() {}

    static double read(String said) {
        String number = said.strip();
        if (!number.isEmpty() && Character.isDigit(number.charAt(0))) {
            return Double.parseDouble(number.replace(",", ""));
        }
        Double word = ENGLISH.get(number);
        return word != null ? word : chinese(number);
    }

    private static double chinese(String said) {
        if (said.equals("半")) {
            return 0.5;
        }
        if (said.indexOf('十') < 0 && said.indexOf('百') < 0 && said.indexOf('千') < 0) {
            double value = 0;
            for (int i = 0; i < said.length(); i++) {
                value = value * 10 + digit(said.charAt(i));
            }
            return value;
        }
        double sum = 0;
        double digit = 0;
        for (int i = 0; i < said.length(); i++) {
            char letter = said.charAt(i);
            double unit = switch (letter) {
                case '十' -> 10;
                case '百' -> 100;
                case '千' -> 1000;
                default -> 0;
            };
            if (unit == 0) {
                digit = digit(letter);
            } else {
                sum += (digit == 0 ? 1 : digit) * unit;
                digit = 0;
            }
        }
        return sum + digit;
    }

    private static int digit(char letter) {
        return letter == '两' ? 2 : letter == '〇' ? 0 : Math.max(0, DIGITS.indexOf(letter));
    }
}
