package dev.daogou.ingest.indexing;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * How db-scheduler is set up unless the operator says otherwise: {@code daogou.ingest.worker=false} makes a process that
 * only hands work in; the work of a process that was killed is taken up by another after about twenty seconds.
 */
class WorkerDefaults implements EnvironmentPostProcessor {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "db-scheduler.enabled", "${daogou.ingest.worker:true}",
            "db-scheduler.threads", "${daogou.ingest.indexing.threads:4}",
            "db-scheduler.polling-interval", "500ms",
            "db-scheduler.immediate-execution-enabled", "true",
            "db-scheduler.heartbeat-interval", "3s",
            "db-scheduler.missed-heartbeats-limit", "5",
            "db-scheduler.delay-startup-until-context-ready", "true",
            "db-scheduler.shutdown-max-wait", "15s");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("daogou worker defaults", DEFAULTS));
    }
}
