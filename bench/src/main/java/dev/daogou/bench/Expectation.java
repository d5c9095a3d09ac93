package dev.daogou.bench;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an answer has to hold to be called right. Texts are compared in Unicode's compatibility form (so {@code ℃} is
 * {@code °C} and a full-width digit a digit), without regard to case, spaces at line ends and the marks of citations.
 *
 * @param must every one occurs in the text
 * @param mustNot none occurs in the text
 * @param cite occurs in the title, quote, URL or id of at least one citation
 * @param tools each matches the name of a tool that was used with success
 * @param cards each is the kind of a card
 * @param noCards kinds of cards that are out of place
 * @param cardsAtMost no product card's price is higher, in major units
 * @param declined when set, whether the assistant says that it cannot answer
 * @param floor when set, who has the word afterwards
 */
record Expectation(
        List<Pattern> must,
        List<Pattern> mustNot,
        @Nullable Pattern cite,
        List<Pattern> tools,
        List<String> cards,
        List<String> noCards,
        @Nullable Double cardsAtMost,
        @Nullable Boolean declined,
        @Nullable String floor) {

    /** The names under which a YAML file says these things. */
    static final Set<String> NAMES =
            Set.of("must", "mustNot", "cite", "tools", "cards", "noCards", "cardsAtMost", "declined", "floor");

    private static final Pattern FIGURE = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Pattern HOURS = Pattern.compile("\\d{1,2}:\\d{2}");
    /** What no person would write: the inside of a map, an unfilled template, an unread mark. */
    private static final Pattern MACHINERY = Pattern.compile("\\{\\w+=|\\{\\{|}}|\\[\\?]|\\bnull\\b");

    private static final Pattern MARKS = Pattern.compile("\\[\\d{1,2}]");

    Expectation {
        must = List.copyOf(must);
        mustNot = List.copyOf(mustNot);
        tools = List.copyOf(tools);
        cards = List.copyOf(cards);
        noCards = List.copyOf(noCards);
    }

    /** Reads the expectation out of a map of a YAML file; what is not there is not expected. */
    static Expectation of(Map<String, ?> yaml) {
        Object cite = yaml.get("cite");
        Object atMost = yaml.get("cardsAtMost");
        return new Expectation(
                patterns(yaml.get("must")),
                patterns(yaml.get("mustNot")),
                cite == null ? null : pattern(cite.toString()),
                patterns(yaml.get("tools")),
                texts(yaml.get("cards")),
                texts(yaml.get("noCards")),
                atMost == null ? null : Double.valueOf(atMost.toString()),
                (Boolean) yaml.get("declined"),
                (String) yaml.get("floor"));
    }

    /** What is wrong with the answer, a few words each; empty when it is right. */
    List<String> complaints(Answer answer) {
        List<String> complaints = new ArrayList<>();
        String text = plain(answer.text());
        if (text.isBlank()) {
            complaints.add("no words");
        }
        Matcher machinery = MACHINERY.matcher(answer.text());
        if (machinery.find()) {
            complaints.add("shows its machinery: " + machinery.group());
        }
        must.stream()
                .filter(pattern -> !pattern.matcher(text).find())
                .forEach(pattern -> complaints.add("lacks /" + pattern + "/"));
        for (Pattern pattern : mustNot) {
            Matcher found = pattern.matcher(text);
            if (found.find()) {
                complaints.add("says '" + found.group() + "'");
            }
        }
        if (cite != null && answer.citations().stream().noneMatch(citation -> cites(citation, cite))) {
            complaints.add(answer.citations().isEmpty() ? "cites nothing" : "cites something else");
        }
        tools.stream()
                .filter(tool -> answer.tools().stream()
                        .noneMatch(
                                used -> used.ok() && tool.matcher(used.name()).find()))
                .forEach(tool -> complaints.add("no tool " + tool));
        List<String> kinds = answer.cardKinds();
        cards.stream().filter(kind -> !kinds.contains(kind)).forEach(kind -> complaints.add("no " + kind + " card"));
        noCards.stream().filter(kinds::contains).forEach(kind -> complaints.add("a " + kind + " card"));
        if (cardsAtMost != null) {
            answer.cards().stream()
                    .filter(card -> price(card) > cardsAtMost)
                    .forEach(card -> complaints.add("a card over " + cardsAtMost));
        }
        if (declined != null && declined != answer.declined()) {
            complaints.add(declined ? "does not decline" : "declines");
        }
        if (floor != null && !floor.equals(answer.floor())) {
            complaints.add("floor " + answer.floor());
        }
        return complaints;
    }

    /**
     * Figures in the answer that stand neither in the question nor in what the answer quotes or shows on cards. Times of
     * day are left out: an offer of a person may say when people are there.
     */
    static List<String> figuresFromNowhere(String question, Answer answer) {
        StringBuilder known = new StringBuilder(plain(question));
        answer.citations()
                .forEach(citation -> known.append(' ')
                        .append(plain(citation.quote()))
                        .append(' ')
                        .append(plain(citation.title())));
        answer.cards().forEach(card -> known.append(' ').append(plain(card.toString())));
        Set<String> given = Set.copyOf(figures(known.toString()));
        return figures(HOURS.matcher(plain(answer.text())).replaceAll(" ")).stream()
                .filter(figure -> !given.contains(figure))
                .toList();
    }

    /** Whether what has to be said stands, word for word, in what the answer quotes. */
    boolean standsInTheQuotations(Answer answer) {
        String quoted = plain(String.join(
                " ", answer.citations().stream().map(Answer.Citation::quote).toList()));
        return must.stream().allMatch(pattern -> pattern.matcher(quoted).find());
    }

    private static List<String> figures(String text) {
        return FIGURE.matcher(text)
                .results()
                .map(found -> found.group().replace(",", ""))
                .distinct()
                .toList();
    }

    private static boolean cites(Answer.Citation citation, Pattern pattern) {
        return pattern.matcher(plain(citation.title())).find()
                || pattern.matcher(plain(citation.quote())).find()
                || pattern.matcher(citation.url()).find()
                || pattern.matcher(citation.documentId()).find()
                || pattern.matcher(citation.productId()).find();
    }

    /** A product card's price in major units of a currency with two decimals; 0 when it names none. */
    private static double price(JsonNode card) {
        if (!card.path("kind").asString("").equals("product")) {
            return 0;
        }
        return card.path("price").path("amountMinor").asDouble(0) / 100;
    }

    /** The text as it is compared. */
    static String plain(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replace('\u2010', '-')
                .replace('\u2011', '-');
        return MARKS.matcher(folded).replaceAll("");
    }

    static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    private static List<Pattern> patterns(@Nullable Object yaml) {
        return texts(yaml).stream().map(Expectation::pattern).toList();
    }

    static List<String> texts(@Nullable Object yaml) {
        return switch (yaml) {
            case null -> List.of();
            case List<?> list -> list.stream().map(Objects::toString).toList();
            default -> List.of(yaml.toString());
        };
    }
}
