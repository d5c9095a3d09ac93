package dev.daogou.ingest.indexing;

import dev.daogou.ingest.apart.ReadApart;
import dev.daogou.ingest.apart.ReadersMissing;
import dev.daogou.ingest.chunking.CutDocument;
import dev.daogou.ingest.indexing.Versions.Turn;
import dev.daogou.ingest.reading.DocumentUnreadable;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reasons.Reason;
import dev.daogou.ingest.reasons.ShopLanguages;
import dev.daogou.knowledge.EmbeddedSources;
import dev.daogou.knowledge.EmbeddingModelChanged;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.PassageDraft;
import dev.daogou.knowledge.Source;
import dev.daogou.knowledge.SourceContent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one version of a document searchable: read, cut, embed, go live. What the document itself makes impossible fails
 * at once; anything else is tried again, after a longer pause each time. The passages become searchable in the same
 * transaction that makes the version the live one, and only while the turn at it is held.
 */
class IndexVersion {

    /** How a job goes on. */
    sealed interface Outcome {
        record Settled() implements Outcome {}

        record ComeBack(Duration pause) implements Outcome {}
    }

    private static final Logger log = LoggerFactory.getLogger(IndexVersion.class);
    private static final int PAUSE_GROWTH = 4;

    private final Versions versions;
    private final ReadApart reading;
    private final OtherDocuments others;
    private final KnowledgeBase knowledge;
    private final ShopLanguages languages;
    private final IndexingLimits limits;
    private final Clock clock;

    IndexVersion(
            Versions versions,
            ReadApart reading,
            OtherDocuments others,
            KnowledgeBase knowledge,
            ShopLanguages languages,
            IndexingLimits limits,
            Clock clock) {
        this.versions = versions;
        this.reading = reading;
        this.others = others;
        this.knowledge = knowledge;
        this.languages = languages;
        this.limits = limits;
        this.clock = clock;
    }

    Outcome run(VersionId id) {
        return switch (versions.begin(id, limits.beginnings())) {
            case Turn.NothingToDo nothing -> new Outcome.Settled();
            case Turn.GivenUp givenUp -> fail(givenUp.work(), Reason.of("indexing_gave_up"));
            case Turn.Begun begun -> carry(begun.work());
        };
    }

    private Outcome carry(Work work) {
        try {
            ReadDocument document = reading.read(work.file());
            String title = titleOf(work, document);
            if (!versions.wasRead(work, title)) {
                return lost(work);
            }
            List<PassageDraft> passages = cut(work, document, title);
            Optional<Reason> contradicted = others.contradicted(work, title, passages);
            if (contradicted.isPresent()) {
                return block(work, contradicted.get());
            }
            if (!versions.embedded(work, 0, passages.size())) {
                return lost(work);
            }
            SourceContent content = new SourceContent(source(work, title), passages);
            if (!publish(work, content)) {
                return lost(work);
            }
            others.lookAgain(work.id());
            log.debug("{} is live with {} passages", work.id(), passages.size());
            return new Outcome.Settled();
        } catch (DocumentUnreadable e) {
            return fail(work, e.reason());
        } catch (Progress.TurnLost e) {
            return lost(work);
        } catch (RuntimeException e) {
            return tryAgain(work, e);
        }
    }

    /** False when the turn is lost. */
    private boolean publish(Work work, SourceContent content) {
        int passages = content.passages().size();
        while (true) {
            EmbeddedSources ready = knowledge.prepare(
                    work.id().shop(), List.of(content), new Progress(versions, work, passages, clock)::embedded);
            try {
                return versions.goLive(work, passages, () -> {
                    others.makeRoom(work.id(), content.source().title());
                    knowledge.publish(ready);
                });
            } catch (EmbeddingModelChanged moved) {
                log.info("{} is embedded again, as its shop has moved to another model", work.id());
            }
        }
    }

    private Outcome block(Work work, Reason reason) {
        log.info("{} waits for a person: {}", work.id(), reason.code());
        versions.end(work, Stage.BLOCKED, reason.in(languages.of(work.id().shop())));
        return new Outcome.Settled();
    }

    private List<PassageDraft> cut(Work work, ReadDocument document, String title) {
        List<PassageDraft> passages =
                CutDocument.into(document, title, knowledge.measure(work.id().shop()));
        if (passages.isEmpty()) {
            throw new DocumentUnreadable(Reason.of("document_says_nothing"));
        }
        if (passages.size() > limits.passages()) {
            throw new DocumentUnreadable(Reason.of(
                    "document_too_long", Integer.toString(passages.size()), Integer.toString(limits.passages())));
        }
        return passages;
    }

    private static Source source(Work work, String title) {
        return new Source(
                work.id().shop(),
                work.id().documentId(),
                work.kind(),
                title,
                work.productId(),
                work.file().url(),
                work.validFrom(),
                work.validUntil());
    }

    private static Outcome lost(Work work) {
        log.debug("{} was removed, replaced or taken up by another worker meanwhile", work.id());
        return new Outcome.Settled();
    }

    private Outcome fail(Work work, Reason reason) {
        log.info("{} failed: {}", work.id(), reason.code());
        versions.end(work, Stage.FAILED, reason.in(languages.of(work.id().shop())));
        return new Outcome.Settled();
    }

    private Outcome tryAgain(Work work, RuntimeException cause) {
        Optional<Integer> failures = versions.putBack(work);
        if (failures.isEmpty()) {
            return lost(work);
        }
        if (failures.get() >= limits.attempts()) {
            log.error("{} failed after {} attempts", work.id(), failures.get(), cause);
            return fail(
                    work, Reason.of(cause instanceof ReadersMissing ? "indexing_without_readers" : "indexing_failed"));
        }
        Duration pause = limits.firstPause().multipliedBy(power(failures.get() - 1));
        log.warn("{} failed in attempt {}, the next is in {}", work.id(), failures.get(), pause, cause);
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
