package dev.daogou.ingest.contradictions;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One amount that a passage states, with what it is the amount of.
 *
 * @param passage where it stands
 * @param quantity the amount; its place is one in the passage's text
 * @param sentence the sentence or the row it stands in, in {@link Plain} letters
 * @param topic the sentence with the label before it and without its amounts
 * @param aspects what it is about, e.g. {@code return} or {@code battery.life}; empty when no known word says so
 * @param parts the words right before what it is about: what part or kind of it
 * @param fromTitle whether only the titles say what it is about
 * @param service whether what it is about holds for the shop rather than for one thing
 * @param qualifiers the cases it is restricted to, by class, e.g. region: far
 * @param titleQualifiers the cases its titles restrict it to
 * @param label the name before a colon or above a column; may be empty
 * @param row the cells that tell a row from the others; may be empty
 * @param companions the other amounts it depends on, e.g. the 299 of "30 off over 299"
 * @param models the model numbers and codes that its titles and its words name
 * @param negated whether it says that this does not hold
 */
record Statement(
        ToldPassage passage,
        Quantity quantity,
        String sentence,
        String topic,
        Set<String> aspects,
        Set<String> parts,
        boolean fromTitle,
        boolean service,
        Map<String, Set<String>> qualifiers,
        Map<String, Set<String>> titleQualifiers,
        String label,
        String row,
        List<Quantity> companions,
        Set<String> models,
        boolean negated) {

    /** Whether both name models, and none in common: then they are about different things. */
    boolean isOfOtherModels(Statement other) {
        return !models.isEmpty() && !other.models.isEmpty() && models.stream().noneMatch(other.models::contains);
    }

    /** The amount in the passage's own words. */
    String said() {
        return passage.text().substring(quantity.start(), quantity.end()).strip();
    }
}
