package dev.daogou.knowledge.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows {@link DatabaseUnusable} as its sentence alone, without a stack trace. */
class DatabaseUnusableAnalyzer extends AbstractFailureAnalyzer<DatabaseUnusable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DatabaseUnusable cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
