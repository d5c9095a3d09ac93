package dev.daogou.ingest;

import dev.daogou.knowledge.EmbeddedSources;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.KnowledgeStatus;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.Passage;
import dev.daogou.knowledge.SearchQuery;
import dev.daogou.knowledge.SearchResult;
import dev.daogou.knowledge.SourceContent;
import dev.daogou.knowledge.TextMeasure;
import dev.langchain4j.data.embedding.Embedding;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** The real knowledge base, with a record of what was published and two ways to disturb it. */
public final class ObservedKnowledge implements KnowledgeBase {

    private final KnowledgeBase real;
    private final List<SourceContent> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final Map<String, Hold> nextHolds = new ConcurrentHashMap<>();
    private volatile String faultsIn = "";

    ObservedKnowledge(KnowledgeBase real) {
        this.real = real;
    }

    /** Holds one publication back, before anything of it is stored. */
    public static final class Hold {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        public void awaitReached() throws InterruptedException {
            if (!reached.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("Nothing was published");
            }
        }

        public void release() {
            released.countDown();
        }
    }

    public Hold holdNext(String shop) {
        Hold hold = new Hold();
        nextHolds.put(shop, hold);
        return hold;
    }

    public void failNext(String shop, int times) {
        faultsIn = shop;
        faults.set(times);
    }

    /** How often a source was published. */
    public long publications(String sourceId) {
        return published.stream()
                .filter(content -> content.source().sourceId().equals(sourceId))
                .count();
    }

    @Override
    public EmbeddedSources prepare(String shop, List<SourceContent> contents, IntConsumer embedded) {
        if (shop.equals(faultsIn) && faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("The embedding server is away (made up by a test)");
        }
        Hold hold = nextHolds.remove(shop);
        if (hold != null) {
            hold.reached.countDown();
            try {
                hold.released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return new Observed(real.prepare(shop, contents, embedded), contents);
    }

    /** Counts as published even when the transaction it is part of comes to nothing later. */
    @Override
    public void publish(EmbeddedSources sources) {
        Observed observed = (Observed) sources;
        real.publish(observed.prepared());
        published.addAll(observed.contents());
    }

    private record Observed(EmbeddedSources prepared, List<SourceContent> contents) implements EmbeddedSources {

        @Override
        public String shop() {
            return prepared.shop();
        }

        @Override
        public int passages() {
            return prepared.passages();
        }
    }

    @Override
    public TextMeasure measure(String shop) {
        return real.measure(shop);
    }

    @Override
    public void openShop(String shop, Language language) {
        real.openShop(shop, language);
    }

    @Override
    public void dropShop(String shop) {
        real.dropShop(shop);
    }

    @Override
    public void remove(String shop, List<String> sourceIds) {
        real.remove(shop, sourceIds);
    }

    @Override
    public SearchResult search(SearchQuery query) {
        return real.search(query);
    }

    @Override
    public List<Passage> passagesOf(String shop, String sourceId) {
        return real.passagesOf(shop, sourceId);
    }

    @Override
    public KnowledgeStatus status(String shop) {
        return real.status(shop);
    }

    @Override
    public List<Embedding> embed(String shop, List<String> texts) {
        return real.embed(shop, texts);
    }

    @Override
    public List<Embedding> embed(Language language, List<String> texts) {
        return real.embed(language, texts);
    }
}
