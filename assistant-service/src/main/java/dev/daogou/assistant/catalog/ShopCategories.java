package dev.daogou.assistant.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which of a shop's categories a shopper's word means. */
final class ShopCategories {

    private ShopCategories() {}

    /**
     * The category paths that are meant by {@code word}, none when the shop has no such category: the very path, else every
     * path up to a part of that name, else up to a part the word is in.
     *
     * @param categories every category path of the shop
     */
    static List<String> meant(String word, List<String> categories) {
        String wanted = word.strip().toLowerCase(Locale.ROOT).replaceAll("\\s*[/>]\\s*", "/");
        Set<String> every = new LinkedHashSet<>();
        for (String category : categories) {
            List<String> parts = Arrays.asList(category.split("/", -1));
            for (int end = 1; end <= parts.size(); end++) {
                every.add(String.join("/", parts.subList(0, end)));
            }
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<String> same = every.stream()
                .filter(path -> path.toLowerCase(Locale.ROOT).equals(wanted))
                .toList();
        if (!same.isEmpty()) {
            return same;
        }
        List<String> named =
                every.stream().filter(path -> leaf(path).equals(wanted)).toList();
        if (!named.isEmpty()) {
            return named;
        }
        List<String> within = new ArrayList<>();
        for (String path : every) {
            if (leaf(path).contains(wanted) || (leaf(path).length() > 1 && wanted.endsWith(leaf(path)))) {
                within.add(path);
            }
        }
        return within;
    }

    private static String leaf(String path) {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
