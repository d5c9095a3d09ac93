package dev.daogou.knowledge.embedding;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows {@link EmbeddingUnusable} as its sentence alone, without a stack trace. */
class EmbeddingUnusableAnalyzer extends AbstractFailureAnalyzer<EmbeddingUnusable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EmbeddingUnusable cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
