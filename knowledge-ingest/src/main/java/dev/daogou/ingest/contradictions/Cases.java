package dev.daogou.ingest.contradictions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells to which cases a piece of text restricts itself: a region, a member's level, a size, a product's part, ... */
final class Cases {

    /** Nothing is singled out. */
    static final String EVERY = "-";

    private static final Lexicon FORMS = Lexicon.load("qualifiers.txt");
    private static final Pattern SIZE = Pattern.compile(
            "(?<![a-z0-9])((?:x{0,4}|\\d)(?:s|l)|x{1,4}|m)(?![a-z0-9'])\\s*(码|号|码数|size)?|(?<![\\d.])(\\d{2,3}(?:\\.5)?)\\s*(?:码|号)"
                    + "|(?<![a-z])(均码|大号|中号|小号|大码|small|medium|large|one size|queen|king|twin|single bed|double bed)(?![a-z])|size\\s+(\\d{1,2})");
    private static final Pattern MODEL =
            Pattern.compile("(?<![a-z0-9])(?=[a-z0-9-]*\\d)(?=[a-z0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*(?![a-z0-9])");
    private static final Pattern VARIANT = Pattern.compile(
            "(?<![a-z])(pro|max|mini|plus|lite|ultra|air|se)(?![a-z])(?!\\s*(?:mode|会员|member))|(旗舰版|标准版|升级版|豪华版|青春版|加强版|基础版)");

    private Cases() {}

    /** The cases by class; what a model's number or a size says are classes of their own. */
    static Map<String, Set<String>> in(String plain) {
        Map<String, Set<String>> cases = new HashMap<>();
        for (Lexicon.Met met : FORMS.in(plain)) {
            for (String meaning : met.meanings()) {
                String[] parts = meaning.split(" ", -1);
                cases.computeIfAbsent(parts[0], any -> new HashSet<>()).add(parts[1]);
            }
        }
        Matcher size = SIZE.matcher(plain);
        while (size.find()) {
            String said = size.group(1) != null ? size.group(1) : size.group(3) != null ? size.group(3) : size.group();
            if (size.group(1) != null && size.group(2) == null && isUnit(plain, size)) {
                continue;
            }
            cases.computeIfAbsent("size", any -> new HashSet<>()).add(said.strip());
        }
        Matcher variant = VARIANT.matcher(plain);
        while (variant.find()) {
            cases.computeIfAbsent("variant", any -> new HashSet<>()).add(variant.group());
        }
        return cases;
    }

    /** The model numbers and codes of a text. */
    static Set<String> models(String plainWithoutAmounts) {
        Set<String> models = new HashSet<>();
        Matcher model = MODEL.matcher(plainWithoutAmounts);
        while (model.find()) {
            models.add(model.group().replace("-", ""));
        }
        return models;
    }

    /** The letter after an amount is its unit; l and s in English words such as "it's" are no sizes. */
    private static boolean isUnit(String plain, Matcher size) {
        int before = size.start() - 1;
        while (before >= 0 && plain.charAt(before) == ' ') {
            before--;
        }
        return before >= 0 && (Character.isDigit(plain.charAt(before)) || "'/".indexOf(plain.charAt(before)) >= 0);
    }
}
