package dev.daogou.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A question to the real shop and what a right answer holds.
 *
 * @param about what it asks for, e.g. {@code price}
 * @param product finds the product it is about by its title; null for the shop as a whole
 * @param onPage whether the shopper looks at that product's page while asking
 * @param toolWillDo whether a successful tool is source enough (live facts such as price and stock)
 * @param answerable false: the data do not hold the answer, the assistant has to say so
 */
record ShopQuestion(
        String id,
        String about,
        @Nullable Pattern product,
        boolean onPage,
        String ask,
        boolean toolWillDo,
        boolean answerable,
        Expectation expectation) {

    private static final Set<String> NAMES = Set.of("id", "about", "product", "page", "ask", "tool", "unanswerable");

    static ShopQuestion of(Map<String, Object> yaml) {
        String id = YamlFiles.text("a question", yaml, "id");
        YamlFiles.onlyKnown(id, yaml, NAMES);
        Object product = yaml.get("product");
        return new ShopQuestion(
                id,
                YamlFiles.text(id, yaml, "about"),
                product == null ? null : Pattern.compile(product.toString()),
                Boolean.TRUE.equals(yaml.get("page")),
                YamlFiles.text(id, yaml, "ask"),
                Boolean.TRUE.equals(yaml.get("tool")),
                !Boolean.TRUE.equals(yaml.get("unanswerable")),
                Expectation.of(yaml));
    }

    /** The ids of the products this is about; refuses a title that is nobody's, or that two have when one is on the page. */
    List<String> productIds(Map<String, String> titles) {
        if (product == null) {
            return List.of();
        }
        List<String> ids = titles.entrySet().stream()
                .filter(title -> product.matcher(title.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
        if (ids.isEmpty() || (onPage && ids.size() > 1)) {
            throw new IllegalArgumentException(id + ": /" + product + "/ is the title of " + ids.size() + " products");
        }
        return ids;
    }

    /**
     * What is wrong with the answer; empty when a careful person would call it right.
     *
     * @param ids the products it is about
     * @param titles product id to title
     * @param sourceOf document id to product id, of what was uploaded
     */
    List<String> complaints(Answer answer, List<String> ids, Map<String, String> titles, Map<String, String> sourceOf) {
        if (!answerable) {
            return complaintsWhenUnanswerable(answer);
        }
        List<String> complaints = new ArrayList<>(expectation.complaints(answer));
        if (answer.declined()) {
            complaints.add("declines");
        }
        boolean fromATool = toolWillDo && answer.usedATool();
        if (!fromATool && answer.citations().isEmpty()) {
            complaints.add("no source");
        } else if (!fromATool
                && !ids.isEmpty()
                && answer.citations().stream().noneMatch(citation -> isAbout(citation, ids, titles, sourceOf))) {
            complaints.add("its source is another product's");
        }
        return complaints;
    }

    private List<String> complaintsWhenUnanswerable(Answer answer) {
        List<String> complaints = new ArrayList<>(expectation.complaints(answer));
        if (!answer.declined() && answer.floor().equals("assistant")) {
            complaints.add("does not decline");
        }
        List<String> invented = Expectation.figuresFromNowhere(ask, answer);
        if (!invented.isEmpty()) {
            complaints.add("figures from nowhere: " + invented);
        }
        return complaints;
    }

    private static boolean isAbout(
            Answer.Citation citation, List<String> ids, Map<String, String> titles, Map<String, String> sourceOf) {
        return ids.contains(citation.productId())
                || ids.contains(sourceOf.getOrDefault(citation.documentId(), ""))
                || ids.stream()
                        .anyMatch(id -> citation.documentId().contains(id)
                                || citation.url().contains(id)
                                || citation.title().contains(titles.getOrDefault(id, id)));
    }

    /** Reads questions and refuses two of one id. */
    static List<ShopQuestion> all(List<Map<String, Object>> yaml) {
        Map<String, ShopQuestion> questions = new LinkedHashMap<>();
        for (Map<String, Object> map : yaml) {
            ShopQuestion question = of(map);
            if (questions.put(question.id(), question) != null) {
                throw new IllegalArgumentException("Two questions are called " + question.id());
            }
        }
        return List.copyOf(questions.values());
    }
}
