package dev.atlasgateway.admin.console.overview;

import dev.atlasgateway.history.statistics.CallStatistics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Number of calls that were refused or failed for one reason.
 *
 * @param share percent of the most frequent reason
 */
record RefusalCount(String code, String sentence, long calls, long share) {

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("NO_CURRENT_USER", "No valid token"),
            Map.entry("USER_UNAUTHORIZED", "No grant allows it, or Atlas forbids it"),
            Map.entry("RESOURCE_NOT_FOUND", "The gateway does not serve the path, or Atlas has no such object"),
            Map.entry("INVALID_GROUP_ID", "No project id in the path"),
            Map.entry("VALIDATION_ERROR", "Atlas or the gateway could not read the request"),
            Map.entry("MALFORMED_JSON", "The body is not JSON"),
            Map.entry("RATE_LIMITED", "Over the rate limit of Atlas"),
            Map.entry("RATE_LIMITED_TOKEN_BUCKET", "Over the quota"),
            Map.entry("UNEXPECTED_ERROR", "Atlas failed"),
            Map.entry("GATEWAY_GUARDRAIL_VIOLATION", "A guardrail denies the change"),
            Map.entry("GATEWAY_QUOTA_UNAVAILABLE", "The quota store does not answer"),
            Map.entry("GATEWAY_AUDIT_UNAVAILABLE", "The call could not be recorded"),
            Map.entry("GATEWAY_ATLAS_CREDENTIAL_REFUSED", "Atlas refuses the credential of the gateway"),
            Map.entry("GATEWAY_BAD_UPSTREAM_ANSWER", "The answer of Atlas could not be read"),
            Map.entry("GATEWAY_UPSTREAM_UNAVAILABLE", "Atlas cannot be reached"),
            Map.entry("GATEWAY_UPSTREAM_TIMEOUT", "Atlas did not answer in time"),
            Map.entry("GATEWAY_INTERNAL_ERROR", "The gateway failed"));

    /** Returns the reasons, with the most frequent first. */
    static List<RefusalCount> of(CallStatistics figures, int limit) {
        var most = figures.errors().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
        return figures.errors().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(error -> new RefusalCount(
                        error.getKey(), sentence(error.getKey()), error.getValue(), error.getValue() * 100 / most))
                .toList();
    }

    private static String sentence(String code) {
        return SENTENCES.getOrDefault(code, code.startsWith("GATEWAY_") ? "The gateway refused" : "Atlas refused");
    }
}
