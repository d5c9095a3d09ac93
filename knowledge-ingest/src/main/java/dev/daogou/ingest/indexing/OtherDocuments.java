package dev.daogou.ingest.indexing;

import dev.daogou.ingest.contradictions.Contradiction;
import dev.daogou.ingest.contradictions.Contradictions;
import dev.daogou.ingest.contradictions.Replacements;
import dev.daogou.ingest.contradictions.ToldPassage;
import dev.daogou.ingest.reasons.Reason;
import dev.daogou.knowledge.PassageDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a version gets on with the shop's other documents. */
class OtherDocuments {

    private final Contradictions contradictions;
    private final Replacements replacements;
    private final IndexingQueue queue;

    OtherDocuments(Contradictions contradictions, Replacements replacements, IndexingQueue queue) {
        this.contradictions = contradictions;
        this.replacements = replacements;
        this.queue = queue;
    }

    /** Why a version cannot go live before a person has decided; nothing when it can. */
    Optional<Reason> contradicted(Work work, String title, List<PassageDraft> passages) {
        List<Contradiction> against = contradictions.check(work.id().shop(), told(work, title, passages));
        if (against.isEmpty()) {
            return Optional.empty();
        }
        Contradiction first = against.getFirst();
        return Optional.of(
                against.size() == 1
                        ? Reason.of(
                                "document_contradicts",
                                first.value(),
                                first.otherValue(),
                                first.other().title())
                        : Reason.of(
                                "document_contradicts_often",
                                first.value(),
                                first.otherValue(),
                                first.other().title(),
                                Integer.toString(against.size() - 1)));
    }

    /** Withdraws what a version takes the place of, in the transaction that makes it live. */
    void makeRoom(VersionId live, String title) {
        replacements.wentLive(live.shop(), live.documentId(), title);
    }

    /** What waited because of what this document said before may have nothing to wait for any more. */
    void lookAgain(VersionId live) {
        for (Replacements.Waiting waiting : replacements.waitingFor(live.shop(), live.documentId())) {
            if (replacements.lookAgain(live.shop(), waiting)) {
                queue.add(new VersionId(live.shop(), waiting.documentId(), waiting.version()));
            }
        }
    }

    private static List<ToldPassage> told(Work work, String title, List<PassageDraft> passages) {
        List<ToldPassage> told = new ArrayList<>();
        for (PassageDraft passage : passages) {
            told.add(new ToldPassage(
                    work.id().documentId(),
                    work.id().version(),
                    told.size(),
                    title,
                    passage.titlePath(),
                    passage.text(),
                    work.productId(),
                    work.validFrom(),
                    work.validUntil()));
        }
        return told;
    }
}
