package dev.daogou.assistant.catalog;

import dev.daogou.knowledge.EmbeddedSources;
import dev.daogou.knowledge.EmbeddingSignature;
import dev.daogou.knowledge.Hit;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.KnowledgeStatus;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.Passage;
import dev.daogou.knowledge.PassageDraft;
import dev.daogou.knowledge.SearchQuery;
import dev.daogou.knowledge.SearchResult;
import dev.daogou.knowledge.SourceContent;
import dev.daogou.knowledge.TextMeasure;
import dev.langchain4j.data.embedding.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/** A knowledge base in memory: a passage fits as far as it has the question's pairs of characters. Can be told to fail. */
final class InMemoryKnowledge implements KnowledgeBase {

    private static final int DIMENSION = 512;
    private static final double RELEVANT = 0.3;

    final Map<String, SourceContent> sources = new ConcurrentHashMap<>();
    volatile boolean failing;
    volatile String poison = "";

    @Override
    public void openShop(String shop, Language language) {}

    @Override
    public void dropShop(String shop) {
        sources.keySet().removeIf(key -> key.startsWith(shop + "/"));
    }

    @Override
    public EmbeddedSources prepare(String shop, List<SourceContent> contents, IntConsumer embedded) {
        if (failing) {
            throw new IllegalStateException("the knowledge base is down");
        }
        for (SourceContent content : contents) {
            if (content.source().sourceId().equals(poison)) {
                throw new IllegalStateException("this one cannot be embedded");
            }
        }
        return new Given(shop, contents);
    }

    private record Given(String shop, List<SourceContent> contents) implements EmbeddedSources {

        @Override
        public int passages() {
            return contents.stream()
                    .mapToInt(content -> content.passages().size())
                    .sum();
        }
    }

    @Override
    public void publish(EmbeddedSources given) {
        ((Given) given)
                .contents()
                .forEach(content ->
                        sources.put(given.shop() + "/" + content.source().sourceId(), content));
    }

    @Override
    public TextMeasure measure(String shop) {
        return new TextMeasure() {
            @Override
            public int tokens(String text) {
                return text.length();
            }

            @Override
            public int longest() {
                return DIMENSION;
            }
        };
    }

    @Override
    public void remove(String shop, List<String> sourceIds) {
        sourceIds.forEach(id -> sources.remove(shop + "/" + id));
    }

    @Override
    public SearchResult search(SearchQuery query) {
        List<Hit> hits = new ArrayList<>();
        for (SourceContent content : sources.values()) {
            if (content.source().shop().equals(query.shop())) {
                int ordinal = 0;
                for (PassageDraft draft : content.passages()) {
                    double cosine = share(query.text(), draft.embeddedText());
                    Passage passage = new Passage(
                            content.source().sourceId() + "#" + ordinal,
                            content.source(),
                            ordinal++,
                            draft.titlePath(),
                            draft.text());
                    hits.add(new Hit(passage, cosine, cosine, null, null));
                }
            }
        }
        hits.sort(Comparator.comparingDouble(Hit::cosine).reversed());
        List<Hit> best = hits.subList(0, Math.min(query.limit(), hits.size()));
        return new SearchResult(best, best.isEmpty() || best.getFirst().cosine() < RELEVANT);
    }

    @Override
    public List<Passage> passagesOf(String shop, String sourceId) {
        SourceContent content = sources.get(shop + "/" + sourceId);
        List<Passage> passages = new ArrayList<>();
        if (content != null) {
            content.passages()
                    .forEach(draft -> passages.add(new Passage(
                            sourceId + "#" + passages.size(),
                            content.source(),
                            passages.size(),
                            draft.titlePath(),
                            draft.text())));
        }
        return passages;
    }

    @Override
    public KnowledgeStatus status(String shop) {
        return new KnowledgeStatus(sources.size(), 0, new EmbeddingSignature("pairs", DIMENSION));
    }

    @Override
    public List<Embedding> embed(String shop, List<String> texts) {
        return texts.stream().map(text -> Embedding.from(vector(text))).toList();
    }

    @Override
    public List<Embedding> embed(Language language, List<String> texts) {
        return embed("", texts);
    }

    private static float[] vector(String text) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
        for (int i = 0; i + 2 <= plain.length(); i++) {
            counts.merge(Math.floorMod(plain.substring(i, i + 2).hashCode() * 31, DIMENSION), 1, Integer::sum);
        }
        float[] vector = new float[DIMENSION];
        double norm = Math.sqrt(counts.values().stream()
                .mapToDouble(count -> (double) count * count)
                .sum());
        counts.forEach((place, count) -> vector[place] = (float) (count / Math.max(norm, 1e-9)));
        return vector;
    }

    private static double share(String question, String passage) {
        float[] wanted = vector(question);
        float[] there = vector(passage);
        int pairs = 0;
        int shared = 0;
        for (int i = 0; i < DIMENSION; i++) {
            if (wanted[i] > 0) {
                pairs++;
                shared += there[i] > 0 ? 1 : 0;
            }
        }
        return pairs == 0 ? 0 : (double) shared / pairs;
    }
}
