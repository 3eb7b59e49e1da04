package dev.atlasgateway.server;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;

/** Says in one sentence why PostgreSQL stops the start, and which settings to change. */
final class StoreFailureAnalyzer implements FailureAnalyzer {

    private static final String ACTION =
            "Set spring.datasource.url (jdbc:postgresql://host/database), .username and .password;"
                    + " ./mvnw spring-boot:test-run starts its own PostgreSQL.";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        var cause = NestedExceptionUtils.getMostSpecificCause(failure);
        for (var link = failure; link != null; link = link.getCause()) {
            if (link instanceof StoreSettingCheck.Missing) {
                return new FailureAnalysis("The setting spring.datasource.url is missing.", ACTION, cause);
            }
            if (link instanceof SQLException sql && isRefusedOrUnreachable(sql)) {
                return new FailureAnalysis(
                        "The gateway cannot use the PostgreSQL of spring.datasource.url: " + sql.getMessage(),
                        ACTION,
                        cause);
            }
        }
        return null;
    }

    /** SQLSTATE classes 08 (connection), 28 (credentials) and 3D (no such database). */
    private static boolean isRefusedOrUnreachable(SQLException sql) {
        var state = sql.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("28") || state.startsWith("3D"));
    }
}
