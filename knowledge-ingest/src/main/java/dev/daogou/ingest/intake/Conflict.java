package dev.daogou.ingest.intake;

/**
 * Why a version waits: its passage and a live one state different amounts of the same thing.
 *
 * @param mine what the waiting version says
 * @param other what the live document says
 */
public record Conflict(Side mine, Side other) {

    /**
     * One of the two.
     *
     * @param documentId the document
     * @param title what it is called
     * @param version which version of it
     * @param ordinal the passage's place in it, from 0
     * @param titlePath the titles above the passage, joined by {@code " > "}
     * @param text the verbatim passage
     * @param value the amount in its own words
     * @param start where the amount begins in the passage
     * @param end behind the amount's last character
     */
    public record Side(
            String documentId,
            String title,
            int version,
            int ordinal,
            String titlePath,
            String text,
            String value,
            int start,
            int end) {}
}
