package dev.daogou.ingest;

import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.TextMeasure;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.embedding.EmbeddingChoice;

/** The models that are carried along, for tests that need no knowledge base. */
public final class Models {

    private static final Embedders ALL = new Embedders(new EmbeddingChoice.ByLanguage());

    private Models() {}

    public static TextMeasure measure(Language language) {
        return ALL.forNewShop(language).measure();
    }
}
