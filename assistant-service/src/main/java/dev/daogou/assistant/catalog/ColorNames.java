package dev.daogou.assistant.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether two people mean the same colour: 黑 and 黑色, "black" and "dark black", "grey" and 灰. */
final class ColorNames {

    /** The basic colours by the word stems they are named with; the merchant's own names come first. */
    private static final Map<String, List<String>> BASIC = Map.ofEntries(
            Map.entry("black", List.of("黑", "black")),
            Map.entry("white", List.of("白", "white", "ivory")),
            Map.entry("red", List.of("红", "red", "burgundy", "crimson")),
            Map.entry("blue", List.of("蓝", "blue", "navy", "藏青", "teal")),
            Map.entry("green", List.of("绿", "green", "olive", "moss")),
            Map.entry("grey", List.of("灰", "grey", "gray", "charcoal")),
            Map.entry("yellow", List.of("黄", "yellow", "mustard")),
            Map.entry("pink", List.of("粉", "pink")),
            Map.entry("purple", List.of("紫", "purple", "violet", "lilac")),
            Map.entry("brown", List.of("棕", "褐", "咖", "brown", "tan", "chocolate")),
            Map.entry("beige", List.of("米", "杏", "beige", "cream")),
            Map.entry("khaki", List.of("卡其", "khaki")),
            Map.entry("orange", List.of("橙", "橘", "orange")),
            Map.entry("silver", List.of("银", "silver")),
            Map.entry("gold", List.of("金", "gold")));

    private ColorNames() {}

    /** Of these colours those that are meant: the same name, else one name within the other, else the same basic colour. */
    static List<String> meant(String asked, List<String> colors) {
        String wanted = plain(asked);
        List<String> same =
                colors.stream().filter(color -> plain(color).equals(wanted)).toList();
        if (!same.isEmpty()) {
            return same;
        }
        List<String> within = colors.stream()
                .filter(color -> isWithin(plain(color), wanted) || isWithin(wanted, plain(color)))
                .toList();
        if (!within.isEmpty()) {
            return within;
        }
        Set<String> family = basic(wanted);
        return colors.stream()
                .filter(color -> basic(plain(color)).stream().anyMatch(family::contains))
                .toList();
    }

    private static String plain(String color) {
        String plain = color.strip().toLowerCase(Locale.ROOT).replace("gray", "grey");
        return plain.length() > 1 && (plain.endsWith("色") || plain.endsWith("款"))
                ? plain.substring(0, plain.length() - 1)
                : plain;
    }

    private static boolean isWithin(String inner, String outer) {
        if (inner.isEmpty()) {
            return false;
        }
        if (inner.codePoints().anyMatch(Character::isIdeographic)) {
            return outer.contains(inner);
        }
        return words(outer).containsAll(words(inner));
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(text.split("[^\\p{L}\\p{N}]+", -1)));
        words.remove("");
        return words;
    }

    private static Set<String> basic(String color) {
        List<String> found = new ArrayList<>();
        BASIC.forEach((name, stems) -> {
            if (stems.stream().anyMatch(stem -> isWithin(stem, color))) {
                found.add(name);
            }
        });
        return Set.copyOf(found);
    }
}
