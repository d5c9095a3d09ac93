package dev.daogou.knowledge.dense;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store of vectors does, with LangChain4j's in-memory store as the measure of what is right. */
abstract class EmbeddingStoreContract {

    static final int DIMENSION = 64;

    private final Random random = new Random(7);
    private EmbeddingStore<TextSegment> store;
    private EmbeddingStore<TextSegment> exact;

    /** An empty store for vectors of {@link #DIMENSION} components. */
    abstract EmbeddingStore<TextSegment> emptyStore();

    /** An empty store of another shop, beside the first. */
    abstract EmbeddingStore<TextSegment> storeOfAnotherShop();

    /** How many of the true best ten may be other ones: 0 for an exact store. */
    abstract int mayMissOfTen();

    /** How far a score or a component may be from the exact one. */
    abstract double precision();

    @BeforeEach
    void begin() {
        store = emptyStore();
        exact = new InMemoryEmbeddingStore<>();
    }

    @Test
    void an_empty_store_finds_nothing() {
        assertThat(search(store, vector(), 10, 0, null)).isEmpty();
    }

    @Test
    void what_was_added_is_found_with_its_text_and_facts() {
        Embedding vector = vector();
        String id =
                store.add(vector, TextSegment.from("钓椅承重 150 公斤", PassageFacts.of("doc-1", "spec", "P-1", null, null)));

        EmbeddingMatch<TextSegment> found = search(store, vector, 1, 0, null).getFirst();

        assertThat(found.embeddingId()).isEqualTo(id);
        assertThat(found.score()).isCloseTo(1, within(precision()));
        assertThat(found.embedded().text()).isEqualTo("钓椅承重 150 公斤");
        assertThat(found.embedded().metadata().getString(PassageFacts.SOURCE)).isEqualTo("doc-1");
        assertThat(found.embedded().metadata().getString(PassageFacts.PRODUCT)).isEqualTo("P-1");
        assertThat(found.embedded().metadata().getLong(PassageFacts.VALID_UNTIL))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(found.embedding().vector()).containsExactly(vector.vector(), within((float) precision()));
    }

    @Test
    void a_vector_without_a_text_is_found_too() {
        Embedding vector = vector();
        String id = UUID.randomUUID().toString();
        store.add(id, vector);

        EmbeddingMatch<TextSegment> found = search(store, vector, 1, 0, null).getFirst();

        assertThat(found.embeddingId()).isEqualTo(id);
        assertThat(found.embedded()).isNull();
    }

    @Test
    void many_are_added_at_once_and_get_ids() {
        List<Embedding> vectors = List.of(vector(), vector(), vector());
        List<String> ids = store.addAll(vectors);

        assertThat(ids).doesNotHaveDuplicates().hasSize(3);
        assertThat(search(store, vectors.get(1), 1, 0, null).getFirst().embeddingId())
                .isEqualTo(ids.get(1));
    }

    @Test
    void the_best_come_first_with_the_exact_scores() {
        fill(200);
        Embedding question = vector();

        List<EmbeddingMatch<TextSegment>> found = search(store, question, 10, 0, null);
        List<EmbeddingMatch<TextSegment>> best = search(exact, question, 10, 0, null);

        assertThat(found.stream().map(EmbeddingMatch::embeddingId))
                .containsExactlyElementsOf(
                        best.stream().map(EmbeddingMatch::embeddingId).toList());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).score()).isCloseTo(best.get(i).score(), within(precision()));
        }
    }

    @Test
    void nothing_below_the_least_score_is_found() {
        fill(200);
        Embedding question = vector();
        double least = search(exact, question, 5, 0, null).getLast().score() - precision();

        assertThat(search(store, question, 100, least, null)).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void a_filter_keeps_what_it_says(Filter filter) {
        fill(200);
        Embedding question = vector();

        List<String> expected = search(exact, question, 20, 0, filter).stream()
                .map(EmbeddingMatch::embeddingId)
                .toList();

        assertThat(expected).isNotEmpty();
        assertThat(search(store, question, 20, 0, filter).stream().map(EmbeddingMatch::embeddingId))
                .containsExactlyElementsOf(expected);
    }

    static List<Filter> filters() {
        Instant now = Instant.parse("2026-06-15T00:00:00Z");
        return List.of(
                metadataKey(PassageFacts.KIND).isEqualTo("policy"),
                metadataKey(PassageFacts.KIND).isNotEqualTo("policy"),
                metadataKey(PassageFacts.KIND).isIn("policy", "guide"),
                metadataKey(PassageFacts.KIND).isNotIn("policy", "guide"),
                metadataKey(PassageFacts.PRODUCT).isEqualTo("P'1"),
                metadataKey(PassageFacts.PRODUCT).isNotEqualTo("P'1"),
                metadataKey(PassageFacts.SOURCE).isIn("doc-1", "doc-2"),
                metadataKey(PassageFacts.VALID_UNTIL).isGreaterThan(now.toEpochMilli()),
                metadataKey(PassageFacts.VALID_FROM).isLessThanOrEqualTo(now.toEpochMilli()),
                metadataKey(PassageFacts.KIND)
                        .isEqualTo("policy")
                        .or(metadataKey(PassageFacts.KIND).isEqualTo("spec")),
                Filter.not(metadataKey(PassageFacts.KIND).isEqualTo("policy")),
                PassageFacts.validAt(now, List.of("policy", "spec"), "P'1"),
                PassageFacts.validAt(now, List.of(), null));
    }

    @Test
    void what_was_removed_by_id_is_gone() {
        Embedding vector = vector();
        String gone = store.add(vector, segment("gone", 1));
        String kept = store.add(vector, segment("kept", 2));

        store.removeAll(List.of(gone));

        assertThat(search(store, vector, 10, 0, null).stream().map(EmbeddingMatch::embeddingId))
                .containsExactly(kept);
    }

    @Test
    void what_was_removed_by_a_filter_is_gone() {
        fill(40);
        store.removeAll(PassageFacts.ofSources(List.of("doc-1", "doc-2")));
        exact.removeAll(PassageFacts.ofSources(List.of("doc-1", "doc-2")));
        Embedding question = vector();

        List<String> left = search(exact, question, 100, 0, null).stream()
                .map(EmbeddingMatch::embeddingId)
                .toList();

        assertThat(left).hasSizeBetween(1, 39);
        assertThat(search(store, question, 100, 0, null).stream().map(EmbeddingMatch::embeddingId))
                .containsExactlyElementsOf(left);
    }

    @Test
    void everything_can_be_removed() {
        fill(10);
        store.removeAll();
        assertThat(search(store, vector(), 10, 0, null)).isEmpty();
    }

    @Test
    void another_shop_sees_nothing_of_it() {
        fill(20);
        EmbeddingStore<TextSegment> other = storeOfAnotherShop();
        Embedding theirs = vector();
        String id = other.add(theirs, segment("theirs", 1));

        assertThat(search(other, theirs, 100, 0, null).stream().map(EmbeddingMatch::embeddingId))
                .containsExactly(id);
        assertThat(search(store, theirs, 100, 0, null).stream().map(EmbeddingMatch::embeddingId))
                .hasSize(20)
                .doesNotContain(id);
        other.removeAll();
        assertThat(search(store, theirs, 100, 0, null)).hasSize(20);
    }

    @Test
    void a_large_store_never_gives_fewer_than_asked_and_hardly_other_ones() {
        fill(1_500);
        int missed = 0;
        for (int i = 0; i < 20; i++) {
            Embedding question = vector();
            for (Filter filter : List.of(
                    metadataKey(PassageFacts.SOURCE).isIn("doc-1", "doc-3"),
                    metadataKey(PassageFacts.KIND).isEqualTo("guide"),
                    metadataKey(PassageFacts.KIND)
                            .isEqualTo("policy")
                            .and(metadataKey(PassageFacts.PRODUCT).isEqualTo("P'1")))) {
                List<String> found = ids(search(store, question, 10, 0, filter));
                List<String> best = ids(search(exact, question, 10, 0, filter));
                assertThat(found).hasSize(10);
                missed += (int) best.stream().filter(id -> !found.contains(id)).count();
            }
            assertThat(search(store, question, 100, 0, null)).hasSize(100);
        }
        assertThat(missed / 60.0).isLessThanOrEqualTo(mayMissOfTen());
    }

    private static List<String> ids(List<EmbeddingMatch<TextSegment>> matches) {
        return matches.stream().map(EmbeddingMatch::embeddingId).toList();
    }

    private void fill(int count) {
        List<String> ids = new ArrayList<>();
        List<Embedding> vectors = new ArrayList<>();
        List<TextSegment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(UUID.randomUUID().toString());
            vectors.add(vector());
            segments.add(segment("passage " + i, i));
        }
        store.addAll(ids, vectors, segments);
        exact.addAll(ids, vectors, segments);
        if (store instanceof DenseStore dense) {
            dense.settle();
        }
    }

    private static TextSegment segment(String text, int number) {
        List<String> kinds = List.of("policy", "guide", "spec", "promotion", "qa");
        Instant start = Instant.parse("2026-06-01T00:00:00Z");
        return TextSegment.from(
                text,
                PassageFacts.of(
                        "doc-" + number % 7,
                        kinds.get(number % kinds.size()),
                        number % 3 == 0 ? null : "P'" + number % 3,
                        number % 4 == 0 ? null : start.plusSeconds(86_400L * (number % 30)),
                        number % 4 == 1 ? null : start.plusSeconds(86_400L * (number % 40))));
    }

    private Embedding vector() {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        Embedding embedding = new Embedding(vector);
        embedding.normalize();
        return embedding;
    }

    private static List<EmbeddingMatch<TextSegment>> search(
            EmbeddingStore<TextSegment> store,
            Embedding question,
            int maxResults,
            double minScore,
            @Nullable Filter filter) {
        return store.search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(question)
                        .maxResults(maxResults)
                        .minScore(minScore)
                        .filter(filter)
                        .build())
                .matches();
    }
}
