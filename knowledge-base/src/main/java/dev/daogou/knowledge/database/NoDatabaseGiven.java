package dev.daogou.knowledge.database;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Holds when {@code spring.datasource.url} is absent or blank (a compose file passes unset variables as blank). */
class NoDatabaseGiven extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean given = StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
        return new ConditionOutcome(
                !given,
                ConditionMessage.forCondition("no database given")
                        .because("spring.datasource.url is " + (given ? "set" : "not set")));
    }
}
