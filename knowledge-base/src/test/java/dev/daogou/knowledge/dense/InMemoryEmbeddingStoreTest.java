package dev.daogou.knowledge.dense;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;

/** The contract holds for the store that is its measure. */
class InMemoryEmbeddingStoreTest extends EmbeddingStoreContract {

    @Override
    EmbeddingStore<TextSegment> emptyStore() {
        return new InMemoryEmbeddingStore<>();
    }

    @Override
    EmbeddingStore<TextSegment> storeOfAnotherShop() {
        return new InMemoryEmbeddingStore<>();
    }

    @Override
    int mayMissOfTen() {
        return 0;
    }

    @Override
    double precision() {
        return 1e-6;
    }
}
