package dev.daogou.ingest.apart;

import dev.daogou.ingest.reading.ReadingLimits;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Sets up where documents are read. */
@AutoConfiguration
@EnableConfigurationProperties({ApartSettings.class, ReadingLimits.class})
class ApartAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ReadApart readApart(ApartSettings settings, ReadingLimits limits) {
        return new ReadApart(ReadingWorker.class, settings, limits);
    }
}
