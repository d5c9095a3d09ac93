package dev.daogou.ingest.intake;

import dev.daogou.ingest.indexing.IndexingQueue;
import dev.daogou.knowledge.EmbeddingSignature;
import dev.daogou.knowledge.Reindexing;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** Has a shop's knowledge moved to another embedding model by a worker, which goes on with it after a crash. */
public class ReindexShop {

    /** The job that carries a planned move out. */
    static final String REINDEX_SHOP = "reindex-shop";

    private final Reindexing reindexing;
    private final IndexingQueue queue;
    private final TransactionTemplate transaction;

    ReindexShop(Reindexing reindexing, IndexingQueue queue, TransactionTemplate transaction) {
        this.reindexing = reindexing;
        this.queue = queue;
        this.transaction = transaction;
    }

    /**
     * Plans the move and has it begun; one that is on its way to another model is given up.
     *
     * @throws dev.daogou.knowledge.embedding.EmbeddingUnusable when this installation does not have the model
     */
    public void begin(String shop, EmbeddingSignature model) {
        transaction.executeWithoutResult(status -> {
            if (reindexing.plan(shop, model)) {
                // An order of its own for each call: the last one may just be ending.
                queue.addJob(REINDEX_SHOP, shop + "/" + UUID.randomUUID());
            }
        });
    }

    void carryOut(String order) {
        reindexing.carryOut(order.substring(0, order.indexOf('/')));
    }
}
