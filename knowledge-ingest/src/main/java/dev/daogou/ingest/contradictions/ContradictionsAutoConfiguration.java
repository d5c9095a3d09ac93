package dev.daogou.ingest.contradictions;

import dev.daogou.ingest.reasons.ShopLanguages;
import dev.daogou.knowledge.KnowledgeBase;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sets the search for contradictions up. */
@AutoConfiguration
class ContradictionsAutoConfiguration {

    @Bean
    VersionPassages versionPassages(JdbcClient jdbc) {
        return new VersionPassages(jdbc);
    }

    @Bean
    Contradictions contradictions(
            NamedParameterJdbcTemplate template,
            PlatformTransactionManager transactions,
            KnowledgeBase knowledge,
            VersionPassages passages,
            Clock clock) {
        return new Contradictions(template, new TransactionTemplate(transactions), knowledge, passages, clock);
    }

    @Bean
    Replacements replacements(JdbcClient jdbc, KnowledgeBase knowledge, ShopLanguages languages, Clock clock) {
        return new Replacements(jdbc, knowledge, languages, clock);
    }
}
