package dev.daogou.ingest.indexing;

import dev.daogou.ingest.apart.ReadApart;
import dev.daogou.ingest.apart.ReadersMissing;
import dev.daogou.ingest.chunking.CutDocument;
import dev.daogou.ingest.indexing.Versions.Turn;
import dev.daogou.ingest.reading.DocumentUnreadable;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reasons.Reason;
import dev.daogou.ingest.reasons.ShopLanguages;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.PassageDraft;
import dev.daogou.knowledge.Source;
import dev.daogou.knowledge.SourceContent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one version of a document searchable: read, cut, publish, settle. What the document itself makes impossible fails
 * at once; anything else is tried again, after a longer pause each time.
 */
class IndexVersion {

    /** How a job goes on. */
    sealed interface Outcome {
        record Settled() implements Outcome {}

        record ComeBack(Duration pause) implements Outcome {}
    }

    private static final Logger log = LoggerFactory.getLogger(IndexVersion.class);
    private static final Duration TURN_PAUSE = Duration.ofMillis(300);
    private static final int PAUSE_GROWTH = 4;

    private final Versions versions;
    private final IndexingQueue queue;
    private final ReadApart reading;
    private final KnowledgeBase knowledge;
    private final ShopLanguages languages;
    private final IndexingLimits limits;

    IndexVersion(
            Versions versions,
            IndexingQueue queue,
            ReadApart reading,
            KnowledgeBase knowledge,
            ShopLanguages languages,
            IndexingLimits limits) {
        this.versions = versions;
        this.queue = queue;
        this.reading = reading;
        this.knowledge = knowledge;
        this.languages = languages;
        this.limits = limits;
    }

    Outcome run(VersionId id) {
        return switch (versions.begin(id, limits.attempts())) {
            case Turn.NothingToDo nothing -> new Outcome.Settled();
            case Turn.Wait wait -> new Outcome.ComeBack(TURN_PAUSE);
            case Turn.GivenUp givenUp -> fail(id, Reason.of("indexing_gave_up"));
            case Turn.Begun begun -> carry(begun.work());
        };
    }

    private Outcome carry(Work work) {
        try {
            ReadDocument document = reading.read(work.file());
            String title = titleOf(work, document);
            versions.moveTo(work.id(), Stage.CHUNKING, null);
            List<PassageDraft> passages = cut(document, title);
            versions.name(work.id(), title);
            versions.moveTo(work.id(), Stage.EMBEDDING, null);
            if (!versions.isNewest(work.id())) {
                versions.moveTo(work.id(), Stage.SUPERSEDED, null);
                return new Outcome.Settled();
            }
            publish(work, title, passages);
            return settle(work.id(), passages.size());
        } catch (DocumentUnreadable e) {
            return fail(work.id(), e.reason());
        } catch (RuntimeException e) {
            return tryAgain(work, e);
        }
    }

    private List<PassageDraft> cut(ReadDocument document, String title) {
        List<PassageDraft> passages = CutDocument.into(document, title);
        if (passages.isEmpty()) {
            throw new DocumentUnreadable(Reason.of("document_says_nothing"));
        }
        if (passages.size() > limits.passages()) {
            throw new DocumentUnreadable(Reason.of(
                    "document_too_long", Integer.toString(passages.size()), Integer.toString(limits.passages())));
        }
        return passages;
    }

    private void publish(Work work, String title, List<PassageDraft> passages) {
        VersionId id = work.id();
        Source source = new Source(
                id.shop(),
                id.documentId(),
                work.kind(),
                title,
                work.productId(),
                work.file().url(),
                work.validFrom(),
                work.validUntil());
        knowledge.replace(id.shop(), List.of(new SourceContent(source, passages)));
    }

    private Outcome settle(VersionId id, int passages) {
        switch (versions.arrived(id, passages)) {
            case LIVE -> log.debug("{} is live with {} passages", id, passages);
            case DOCUMENT_REMOVED -> knowledge.remove(id.shop(), List.of(id.documentId()));
            case OVERTAKEN -> versions.liveAgain(id).ifPresent(queue::add);
        }
        return new Outcome.Settled();
    }

    private Outcome fail(VersionId id, Reason reason) {
        log.info("{} failed: {}", id, reason.code());
        versions.moveTo(id, Stage.FAILED, reason.in(languages.of(id.shop())));
        return new Outcome.Settled();
    }

    private Outcome tryAgain(Work work, RuntimeException cause) {
        if (work.attempt() >= limits.attempts()) {
            log.error("{} failed after {} attempts", work.id(), work.attempt(), cause);
            return fail(
                    work.id(),
                    Reason.of(cause instanceof ReadersMissing ? "indexing_without_readers" : "indexing_failed"));
        }
        Duration pause = limits.firstPause().multipliedBy(power(work.attempt() - 1));
        log.warn("{} failed in attempt {}, the next is in {}", work.id(), work.attempt(), pause, cause);
        versions.moveTo(work.id(), Stage.QUEUED, null);
        return new Outcome.ComeBack(pause);
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < Math.min(exponent, 6); i++) {
            power *= PAUSE_GROWTH;
        }
        return power;
    }

    private static String titleOf(Work work, ReadDocument document) {
        @Nullable String own = document.title();
        return work.givenTitle() != null ? work.givenTitle() : own != null ? own : work.nameTitle();
    }
}
