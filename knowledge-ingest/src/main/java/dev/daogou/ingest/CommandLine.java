package dev.daogou.ingest;

import dev.daogou.ingest.reasons.Reason;
import dev.daogou.knowledge.PassageKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the words of a command line ask for. */
sealed interface CommandLine {

    record Help() implements CommandLine {}

    record Wrong(Reason reason) implements CommandLine {}

    /**
     * Works until it is stopped.
     *
     * @param settings settings of the application, such as {@code --daogou.home=…}, handed through
     */
    record Work(List<String> settings) implements CommandLine {}

    /**
     * Takes files and addresses in.
     *
     * @param kind what sort of text the inputs are; null to tell it from each name
     * @param inputs paths and addresses
     */
    record TakeIn(
            String shop,
            @Nullable PassageKind kind,
            @Nullable String productId,
            int depth,
            int maxPages,
            List<String> inputs,
            List<String> settings)
            implements CommandLine {}

    int PAGES_WHEN_FOLLOWING = 50;

    static CommandLine parse(String... words) {
        if (words.length == 0) {
            return new Help();
        }
        String shop = "";
        PassageKind kind = null;
        String product = null;
        int depth = 0;
        int maxPages = 0;
        boolean worker = false;
        boolean onlyInputs = false;
        List<String> inputs = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        for (String word : words) {
            if (onlyInputs || !word.startsWith("--")) {
                inputs.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String option = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1).strip();
            switch (option) {
                case "--" -> onlyInputs = true;
                case "--help" -> {
                    return new Help();
                }
                case "--worker" -> worker = true;
                case "--shop" -> shop = value;
                case "--product" -> product = value.isEmpty() ? null : value;
                case "--kind" -> {
                    kind = kind(value);
                    if (kind == null) {
                        return wrongValue(value, option);
                    }
                }
                case "--depth" -> {
                    depth = number(value, 0, 5);
                    if (depth < 0) {
                        return wrongValue(value, option);
                    }
                }
                case "--max-pages" -> {
                    maxPages = number(value, 1, 500);
                    if (maxPages < 0) {
                        return wrongValue(value, option);
                    }
                }
                default -> {
                    if (!option.contains(".")) {
                        return new Wrong(Reason.of("command_unknown_option", option));
                    }
                    settings.add(word);
                }
            }
        }
        if (worker) {
            return new Work(List.copyOf(settings));
        }
        if (shop.isEmpty()) {
            return new Wrong(Reason.of("command_no_shop"));
        }
        if (inputs.isEmpty()) {
            return new Wrong(Reason.of("command_no_input"));
        }
        int pages = maxPages > 0 ? maxPages : depth == 0 ? 1 : PAGES_WHEN_FOLLOWING;
        return new TakeIn(shop, kind, product, depth, pages, List.copyOf(inputs), List.copyOf(settings));
    }

    private static Wrong wrongValue(String value, String option) {
        return new Wrong(Reason.of("command_wrong_value", "\"" + value + "\"", option));
    }

    private static @Nullable PassageKind kind(String name) {
        for (PassageKind kind : PassageKind.values()) {
            if (kind != PassageKind.PRODUCT && kind.wireName().equals(name)) {
                return kind;
            }
        }
        return null;
    }

    /** -1 when it is no number from {@code least} to {@code most}. */
    private static int number(String digits, int least, int most) {
        int number = digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : -1;
        return number >= least && number <= most ? number : -1;
    }
}
