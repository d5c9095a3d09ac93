package dev.daogou.knowledge.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A kind of thing that a question asks for, told by its form, and how such a thing looks in an answer. */
record AnswerKind(boolean chinese, boolean amount, Pattern asks, Pattern says, boolean names) {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern DATE =
            Pattern.compile("\\d{1,4}年(?:\\d{1,2}月(?:\\d{1,2}[日号])?)?|\\d{1,2}月\\d{1,2}[日号]?|\\d{1,2}[日号](?!元)"
                    + "|(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[:：]\\d\\d"
                    + "|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \\d{1,2}, \\d{4}"
                    + "|\\d{4}年?[-至到]\\d{4}|(?:19|20)\\d\\d(?![\\d.万亿元人辆])");
    private static final Pattern BARE_YEAR = Pattern.compile("(?:19|20)\\d\\d年");
    private static final String NAME = "NAME";
    private static final List<AnswerKind> ALL = load();

    /** Where a thing of the kind stands in a text: from, to. */
    record Place(int from, int to) {}

    static Optional<AnswerKind> of(String question) {
        boolean chinese = HAN.matcher(question).find();
        return ALL.stream()
                .filter(kind ->
                        kind.chinese == chinese && kind.asks.matcher(question).find())
                .findFirst();
    }

    /** Where a sentence says a thing of this kind that the question does not say itself. */
    List<Place> in(String sentence, String question) {
        List<Place> dates = amount ? places(DATE, sentence) : List.of();
        List<Place> said = new ArrayList<>();
        for (Place place : places(says, sentence)) {
            String thing = sentence.substring(place.from, place.to);
            boolean partOfADate = dates.stream().anyMatch(date -> date.from < place.to && place.from < date.to);
            if (!question.contains(thing)
                    && !partOfADate
                    && !BARE_YEAR.matcher(thing).matches()) {
                said.add(place);
            }
        }
        if (names) {
            for (String name : Names.in(sentence)) {
                for (int at = sentence.indexOf(name); at >= 0 && !question.contains(name); ) {
                    said.add(new Place(at, at + name.length()));
                    at = sentence.indexOf(name, at + 1);
                }
            }
        }
        return said;
    }

    private static List<Place> places(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .filter(match -> match.end() > match.start())
                .map((MatchResult match) -> new Place(match.start(), match.end()))
                .toList();
    }

    private static List<AnswerKind> load() {
        String file = "answers.txt";
        try (InputStream stream = Objects.requireNonNull(AnswerKind.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> {
                        String[] fields = line.split(" \\| ", 4);
                        boolean names = fields[3].startsWith(NAME);
                        // A pattern that never matches, where only names answer.
                        String says = names ? fields[3].substring(NAME.length()).replaceFirst("^\\|", "") : fields[3];
                        return new AnswerKind(
                                fields[0].equals("zh"),
                                fields[1].equals("AMOUNT"),
                                Pattern.compile(fields[2]),
                                Pattern.compile(says.isEmpty() ? "(?!)" : says),
                                names);
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
