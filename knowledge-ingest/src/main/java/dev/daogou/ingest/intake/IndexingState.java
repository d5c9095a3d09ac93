package dev.daogou.ingest.intake;

/** Where a document stands on its way to being searchable. */
public sealed interface IndexingState {

    record Queued() implements IndexingState {}

    record Reading() implements IndexingState {}

    record Chunking() implements IndexingState {}

    /** So many passages are embedded, of so many in all. */
    record Embedding(int embedded, int passages) implements IndexingState {}

    record Live() implements IndexingState {}

    /** It could not be indexed; {@code reason} tells the merchant why and what to do. */
    record Failed(String reason) implements IndexingState {}

    /** It waits for a person's decision; {@code reason} tells which. */
    record Blocked(String reason) implements IndexingState {}

    /** A person's decision keeps it out of the search; {@code reason} tells which. */
    record Withdrawn(String reason) implements IndexingState {}

    /** A newer version has taken its place; never the state of a document as a whole. */
    record Superseded() implements IndexingState {}
}
