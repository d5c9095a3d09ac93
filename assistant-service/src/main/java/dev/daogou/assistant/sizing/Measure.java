package dev.daogou.assistant.sizing;

import dev.daogou.knowledge.Language;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of a body is measured, in centimetres, kilograms or millimetres as the name says. */
enum Measure {
    HEIGHT_CM("heightCm", 30, 260, 1, "身高", "height", "厘米", "cm"),
    WEIGHT_KG("weightKg", 2, 400, 2, "体重", "weight", "公斤", "kg"),
    BUST_CM("bustCm", 20, 250, 3, "胸围", "bust", "厘米", "cm"),
    WAIST_CM("waistCm", 20, 250, 3, "腰围", "waist", "厘米", "cm"),
    HIP_CM("hipCm", 20, 250, 3, "臀围", "hip", "厘米", "cm"),
    FOOT_MM("footMm", 50, 400, 5, "脚长", "foot length", "毫米", "mm");

    private final String wireName;
    private final double least;
    private final double most;
    private final int weight;
    private final String chinese;
    private final String english;
    private final String chineseUnit;
    private final String englishUnit;

    Measure(
            String wireName,
            double least,
            double most,
            int weight,
            String chinese,
            String english,
            String chineseUnit,
            String englishUnit) {
        this.wireName = wireName;
        this.least = least;
        this.most = most;
        this.weight = weight;
        this.chinese = chinese;
        this.english = english;
        this.chineseUnit = chineseUnit;
        this.englishUnit = englishUnit;
    }

    /** The name in imports, in the database and on the wire, e.g. {@code heightCm}. */
    String wireName() {
        return wireName;
    }

    /** The least a person measures. */
    double least() {
        return least;
    }

    /** The most a person measures. */
    double most() {
        return most;
    }

    boolean isPlausible(double value) {
        return value >= least && value <= most;
    }

    /** How much it says about the size where a chart's measures disagree: girths before weight, weight before height. */
    int weight() {
        return weight;
    }

    /** Whether it says how wide a body is, which height does not. */
    boolean tellsWidth() {
        return this != HEIGHT_CM;
    }

    /** Its name for shoppers: {@code 身高}. */
    String text(Language language) {
        return language == Language.ZH ? chinese : english;
    }

    /** Its unit for shoppers: {@code 厘米}. */
    String unit(Language language) {
        return language == Language.ZH ? chineseUnit : englishUnit;
    }

    static Optional<Measure> of(String wireName) {
        return Arrays.stream(values())
                .filter(measure -> measure.wireName.equalsIgnoreCase(wireName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Measure::wireName).collect(Collectors.joining(", "));
    }
}
