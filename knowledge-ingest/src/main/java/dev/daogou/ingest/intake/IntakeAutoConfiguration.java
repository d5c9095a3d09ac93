package dev.daogou.ingest.intake;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.daogou.ingest.contradictions.Replacements;
import dev.daogou.ingest.contradictions.VersionPassages;
import dev.daogou.ingest.indexing.IndexingQueue;
import dev.daogou.ingest.reasons.ShopLanguages;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Reindexing;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sets intake up. */
@AutoConfiguration(before = DbSchedulerAutoConfiguration.class)
@EnableConfigurationProperties({IntakeLimits.class, CrawlLimits.class})
class IntakeAutoConfiguration {

    private static final Duration PAUSE_AFTER_ACCIDENT = Duration.ofSeconds(5);

    @Bean
    StoredDocuments documentIntake(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            IndexingQueue queue,
            KnowledgeBase knowledge,
            ShopLanguages languages,
            IntakeLimits limits,
            Clock clock,
            Replacements replacements) {
        return new StoredDocuments(
                jdbc,
                new TransactionTemplate(transactions),
                queue,
                knowledge,
                languages,
                limits,
                clock,
                new VersionRows(jdbc, queue, clock),
                replacements);
    }

    @Bean
    DocumentHistory documentHistory(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            DocumentIntake documents,
            IndexingQueue queue,
            VersionPassages passages,
            Replacements replacements,
            ShopLanguages languages,
            Clock clock) {
        return new StoredHistory(
                jdbc,
                new TransactionTemplate(transactions),
                documents,
                queue,
                new VersionRows(jdbc, queue, clock),
                passages,
                new StoredConflicts(jdbc),
                replacements,
                languages,
                clock);
    }

    @Bean
    Crawls webPages(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            IndexingQueue queue,
            ShopLanguages languages,
            Clock clock) {
        return new Crawls(jdbc, new TransactionTemplate(transactions), queue, languages, clock);
    }

    @Bean
    ReindexShop reindexShop(Reindexing reindexing, IndexingQueue queue, PlatformTransactionManager transactions) {
        return new ReindexShop(reindexing, queue, new TransactionTemplate(transactions));
    }

    @Bean
    Task<Void> reindexShopTask(ReindexShop reindex) {
        return Tasks.oneTime(ReindexShop.REINDEX_SHOP)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(PAUSE_AFTER_ACCIDENT))
                .onDeadExecutionRevive()
                .execute((instance, context) -> reindex.carryOut(instance.getId()));
    }

    @Bean
    PageFetcher pageFetcher(IntakeLimits limits, CrawlLimits crawlLimits, Clock clock) {
        return new PageFetcher(limits, crawlLimits, clock);
    }

    @Bean
    Task<Void> crawlSiteTask(
            Crawls crawls,
            PageFetcher fetcher,
            StoredDocuments documents,
            ShopLanguages languages,
            IntakeLimits limits,
            CrawlLimits crawlLimits,
            JdbcClient jdbc,
            Clock clock) {
        CrawlSite site =
                new CrawlSite(crawls, new SitePages(jdbc, clock), fetcher, documents, languages, limits, crawlLimits);
        return Tasks.oneTime(Crawls.CRAWL_SITE)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(PAUSE_AFTER_ACCIDENT))
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    String[] order = instance.getId().split("/", -1);
                    try {
                        site.run(order[0], order[1]);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("The worker was stopped; another goes on with the crawl", e);
                    }
                });
    }
}
