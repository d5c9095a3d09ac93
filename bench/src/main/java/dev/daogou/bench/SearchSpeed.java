package dev.daogou.bench;

import dev.daogou.bench.speed.RealTexts;
import dev.daogou.bench.speed.RecordedVectors;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.embedding.EmbeddingChoice;
import java.nio.file.Path;

public final class SearchSpeed {
    public static void main(String[] args) {
        Language language = Language.of(args[2]);
        RealTexts texts = RealTexts.in(Path.of(args[0]), language, 100_000);
        Embedders embedders = new Embedders(new EmbeddingChoice.ByLanguage());
        RecordedVectors.of(
                texts.texts(), embedders.forNewShop(language), Path.of(args[1]).resolve(texts.name() + ".vectors"));
        System.out.println("done");
        System.exit(0);
    }
}
