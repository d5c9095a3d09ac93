package dev.daogou.ingest.indexing;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.daogou.ingest.apart.ReadApart;
import dev.daogou.ingest.contradictions.Contradictions;
import dev.daogou.ingest.contradictions.Replacements;
import dev.daogou.ingest.reasons.ShopLanguages;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.OpenShops;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sets indexing up; db-scheduler's own auto-configuration then starts the workers. */
@AutoConfiguration(before = DbSchedulerAutoConfiguration.class)
@EnableConfigurationProperties(IndexingLimits.class)
class IndexingAutoConfiguration {

    private static final Duration PAUSE_AFTER_ACCIDENT = Duration.ofSeconds(5);

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ShopLanguages shopLanguages(JdbcClient jdbc) {
        return new ShopLanguages(new OpenShops(jdbc));
    }

    @Bean
    IndexingQueue indexingQueue(
            ObjectProvider<SchedulerClient> clients, ObjectProvider<Scheduler> workers, Clock clock) {
        return new IndexingQueue(clients, workers, clock);
    }

    @Bean
    IndexVersion indexVersion(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock,
            ReadApart reading,
            IndexingQueue queue,
            Contradictions contradictions,
            Replacements replacements,
            KnowledgeBase knowledge,
            ShopLanguages languages,
            IndexingLimits limits) {
        Versions versions = new Versions(jdbc, new TransactionTemplate(transactions), clock);
        OtherDocuments others = new OtherDocuments(contradictions, replacements, queue);
        return new IndexVersion(versions, reading, others, knowledge, languages, limits, clock);
    }

    @Bean
    Task<Void> indexDocumentTask(IndexVersion index) {
        return Tasks.custom(IndexingQueue.INDEX_DOCUMENT, Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(PAUSE_AFTER_ACCIDENT))
                .onDeadExecutionRevive()
                .execute((instance, context) -> switch (index.run(IndexingQueue.versionOf(instance.getId()))) {
                    case IndexVersion.Outcome.Settled settled -> new CompletionHandler.OnCompleteRemove<>();
                    case IndexVersion.Outcome.ComeBack comeBack ->
                        (complete, job) ->
                                job.reschedule(complete, complete.getTimeDone().plus(comeBack.pause()));
                });
    }

    /** The scheduler shuts these threads down itself; as a bean they would take the place of Boot's own executor. */
    @Bean
    @ConditionalOnMissingBean
    DbSchedulerCustomizer dbSchedulerCustomizer(IndexingLimits limits) {
        ExecutorService threads = Executors.newFixedThreadPool(
                limits.threads(), Thread.ofPlatform().name("ingest-", 1).factory());
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<ExecutorService> executorService() {
                return Optional.of(threads);
            }
        };
    }
}
