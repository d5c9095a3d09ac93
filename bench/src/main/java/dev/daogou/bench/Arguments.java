package dev.daogou.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program was called with.
 *
 * @param words what does not begin with {@code --}, in order
 * @param options {@code --name=value}; the value of a bare {@code --name} is empty
 */
record Arguments(List<String> words, Map<String, String> options) {
    Arguments {
        words = List.copyOf(words);
        options = Map.copyOf(options);
    }

    static Arguments of(String[] args) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (String arg : args) {
            if (arg.startsWith("--")) {
                int equals = arg.indexOf('=');
                options.put(
                        equals < 0 ? arg.substring(2) : arg.substring(2, equals),
                        equals < 0 ? "" : arg.substring(equals + 1));
            } else if (!arg.isBlank()) {
                words.add(arg);
            }
        }
        return new Arguments(words, options);
    }

    /** The word at this place; ends the program with a sentence when it is missing. */
    String word(int place, String meaning) {
        if (place >= words.size()) {
            throw new WrongArguments("The argument " + (place + 1) + " is missing: " + meaning);
        }
        return words.get(place);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    @Nullable
    String option(String name) {
        return options.get(name);
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        String value = options.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new WrongArguments("--" + name + " takes a number, not " + value);
        }
    }

    /** The option, else the environment variable; ends the program with a sentence when neither is there. */
    String secret(String name, String variable) {
        String value = options.getOrDefault(name, System.getenv(variable));
        if (value == null || value.isBlank()) {
            throw new WrongArguments("Give --" + name + "=... or set " + variable + ".");
        }
        return value;
    }

    /** What was asked cannot be done as it was said. */
    static final class WrongArguments extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongArguments(String sentence) {
            super(sentence);
        }
    }
}
