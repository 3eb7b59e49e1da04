package dev.atlasgateway.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in one sentence why PostgreSQL stops the start, and which settings to change. */
final class StoreFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (var link = failure; link != null; link = link.getCause()) {
            if (link instanceof UnusableStoreException unusable) {
                return analysis(unusable);
            }
            if (link instanceof SQLException sql && StoreFault.isOfTheStore(sql)) {
                return analysis(StoreFault.of(sql).toException());
            }
        }
        return null;
    }

    private static FailureAnalysis analysis(UnusableStoreException unusable) {
        return new FailureAnalysis(String.valueOf(unusable.getMessage()), unusable.action(), unusable);
    }
}
