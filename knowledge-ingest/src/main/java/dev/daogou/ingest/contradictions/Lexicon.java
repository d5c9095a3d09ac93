package dev.daogou.ingest.contradictions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Forms of speech and what they mean, from a file of lines {@code meaning: form, form}. Longer forms go before shorter. */
final class Lexicon {

    /**
     * A form met in a text.
     *
     * @param meanings what it means, each as written before the colon
     * @param start where it begins
     * @param end behind its last character
     */
    record Met(List<String> meanings, int start, int end) {}

    private record Form(String text, List<String> meanings) {}

    private final Map<Character, List<Form>> byFirst = new HashMap<>();

    private Lexicon(Map<String, List<String>> meaningsOf) {
        meaningsOf.forEach((form, meanings) -> byFirst.computeIfAbsent(form.charAt(0), first -> new ArrayList<>())
                .add(new Form(form, List.copyOf(meanings))));
        byFirst.values()
                .forEach(forms -> forms.sort(
                        Comparator.comparingInt((Form form) -> form.text().length())
                                .reversed()));
    }

    /** From a file beside this class. */
    static Lexicon load(String file) {
        Map<String, List<String>> meaningsOf = new HashMap<>();
        for (String line : lines(file)) {
            int colon = line.indexOf(": ");
            String meaning = line.substring(0, colon);
            Arrays.stream(line.substring(colon + 2).split(", ", -1))
                    .map(form -> Plain.of(form.strip()))
                    .filter(form -> !form.isEmpty())
                    .forEach(form -> meaningsOf
                            .computeIfAbsent(form, any -> new ArrayList<>())
                            .add(meaning));
        }
        return new Lexicon(meaningsOf);
    }

    static List<String> lines(String file) {
        try (InputStream stream = Objects.requireNonNull(Lexicon.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The forms in a plain text, from left to right, none inside another. */
    List<Met> in(String plain) {
        List<Met> met = new ArrayList<>();
        int at = 0;
        while (at < plain.length()) {
            Form form = longestAt(plain, at);
            if (form == null) {
                at++;
            } else {
                met.add(new Met(form.meanings(), at, at + form.text().length()));
                at += form.text().length();
            }
        }
        return met;
    }

    private @Nullable Form longestAt(String plain, int at) {
        for (Form form : byFirst.getOrDefault(plain.charAt(at), List.of())) {
            if (plain.startsWith(form.text(), at)
                    && standsAlone(plain, at, at + form.text().length())) {
                return form;
            }
        }
        return null;
    }

    /** A form in Latin letters is a whole word. */
    static boolean standsAlone(String plain, int start, int end) {
        return !(isLatin(plain.charAt(start)) && start > 0 && isLatin(plain.charAt(start - 1)))
                && !(isLatin(plain.charAt(end - 1)) && end < plain.length() && isLatin(plain.charAt(end)));
    }

    private static boolean isLatin(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '\u00df' && letter <= '\u024f');
    }
}
