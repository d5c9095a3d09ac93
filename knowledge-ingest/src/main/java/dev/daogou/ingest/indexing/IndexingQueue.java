package dev.daogou.ingest.indexing;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where work waits for a worker, in this process or another. What is added in a transaction is there when the transaction
 * commits, and not when it does not; a worker in this process begins at once.
 */
public class IndexingQueue {

    /** The job that makes a version of a document searchable. */
    static final String INDEX_DOCUMENT = "index-document";

    private final ObjectProvider<SchedulerClient> clients;
    private final ObjectProvider<Scheduler> workers;
    private final Clock clock;

    IndexingQueue(ObjectProvider<SchedulerClient> clients, ObjectProvider<Scheduler> workers, Clock clock) {
        this.clients = clients;
        this.workers = workers;
        this.clock = clock;
    }

    /** Adds a version that is {@link Stage#QUEUED}. */
    public void add(VersionId id) {
        // An order of its own for each call: a version can be queued again while its last job is just being put away.
        String order = id.shop() + "/" + id.documentId() + "/" + id.version() + "/" + UUID.randomUUID();
        addJob(INDEX_DOCUMENT, order);
    }

    /** Adds a job of another task of this application. */
    public void addJob(String task, String instance) {
        clients.getObject().scheduleIfNotExists(new TaskInstance<Void>(task, instance), clock.instant());
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wakeWorkers();
                }
            });
        } else {
            wakeWorkers();
        }
    }

    static VersionId versionOf(String order) {
        String[] parts = order.split("/", -1);
        return new VersionId(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    private void wakeWorkers() {
        workers.ifAvailable(Scheduler::triggerCheckForDueExecutions);
    }
}
