package dev.daogou.ingest.contradictions;

/**
 * Two passages that state different amounts of the same thing.
 *
 * @param passage the new passage
 * @param value the amount in it, in its own words
 * @param start where the amount begins in it
 * @param end behind the amount's last character
 * @param other the live passage
 * @param otherValue the amount in that one
 * @param otherStart where that begins
 * @param otherEnd behind its last character
 * @param pair tells this pair of statements from others, whichever of the two came first: what a person decided about it is
 *     remembered under it
 */
public record Contradiction(
        ToldPassage passage,
        String value,
        int start,
        int end,
        ToldPassage other,
        String otherValue,
        int otherStart,
        int otherEnd,
        String pair) {

    static Contradiction of(Statement mine, Statement other) {
        return new Contradiction(
                mine.passage(),
                mine.said(),
                mine.quantity().start(),
                mine.quantity().end(),
                other.passage(),
                other.said(),
                other.quantity().start(),
                other.quantity().end(),
                pair(told(mine), told(other)));
    }

    private static String told(Statement statement) {
        return statement.passage().documentId() + "\n" + statement.label() + "\n" + statement.row() + "\n"
                + statement.sentence() + "\n" + Plain.of(statement.said());
    }

    private static String pair(String one, String other) {
        return one.compareTo(other) <= 0 ? Digest.of(one + "\n\n" + other) : Digest.of(other + "\n\n" + one);
    }
}
