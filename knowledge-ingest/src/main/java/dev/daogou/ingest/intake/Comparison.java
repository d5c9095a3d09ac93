package dev.daogou.ingest.intake;

import java.util.List;

/**
 * What changed from one version of a document to another.
 *
 * @param from the older version
 * @param to the newer one
 * @param sections by their titles, in the order of the newer one; what the older one alone has stands where it stood
 */
public record Comparison(int from, int to, List<Section> sections) {

    public Comparison {
        sections = List.copyOf(sections);
    }

    /** What became of something. */
    public enum Change {
        SAME,
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * Text under the same titles.
     *
     * @param titlePath the titles, joined by {@code " > "}
     */
    public record Section(String titlePath, Change change, List<Sentence> sentences) {
        public Section {
            sentences = List.copyOf(sentences);
        }
    }

    /**
     * A sentence, or the old and the new wording of one.
     *
     * @param pieces its words in order; those {@link Change#REMOVED} are only in the older version, those
     *     {@link Change#ADDED} only in the newer one
     */
    public record Sentence(Change change, List<Piece> pieces) {
        public Sentence {
            pieces = List.copyOf(pieces);
        }
    }

    /** Some words with the same fate; never {@link Change#CHANGED}. */
    public record Piece(Change change, String text) {}

    /** Whether nothing changed. */
    public boolean nothingChanged() {
        return sections.stream().allMatch(section -> section.change() == Change.SAME);
    }
}
