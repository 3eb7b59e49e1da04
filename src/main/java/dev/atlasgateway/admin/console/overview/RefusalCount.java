package dev.atlasgateway.admin.console.overview;

import dev.atlasgateway.history.statistics.CallStatistics;
import dev.atlasgateway.problem.AnsweredBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Number of calls that one side refused or failed for one reason.
 *
 * @param share percent of the most frequent reason
 */
record RefusalCount(String code, String sentence, long calls, long share) {

    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("NO_CURRENT_USER", "No valid token"),
            Map.entry("USER_UNAUTHORIZED", "No grant allows it"),
            Map.entry("RESOURCE_NOT_FOUND", "The gateway does not serve the path"),
            Map.entry("GATEWAY_OPERATION_NOT_SERVED", "The gateway does not serve the operation"),
            Map.entry("GATEWAY_METHOD_NOT_ALLOWED", "The path does not have the method"),
            Map.entry("INVALID_VERSION_DATE", "Accept names no version of the API"),
            Map.entry("INVALID_GROUP_ID", "No project id in the path"),
            Map.entry("VALIDATION_ERROR", "The request is not valid"),
            Map.entry("MALFORMED_JSON", "The body is not JSON"),
            Map.entry("RATE_LIMITED", "Too many failed logins"),
            Map.entry("RATE_LIMITED_TOKEN_BUCKET", "Over the quota"),
            Map.entry("GATEWAY_GUARDRAIL_VIOLATION", "A guardrail denies the change"),
            Map.entry("GATEWAY_QUOTA_UNAVAILABLE", "The quota store does not answer"),
            Map.entry("GATEWAY_AUDIT_UNAVAILABLE", "The call could not be recorded"),
            Map.entry("GATEWAY_ATLAS_CREDENTIAL_REFUSED", "Atlas refuses the credential of the gateway"),
            Map.entry("GATEWAY_BAD_UPSTREAM_ANSWER", "The answer of Atlas could not be read"),
            Map.entry("GATEWAY_UPSTREAM_UNAVAILABLE", "Atlas cannot be reached"),
            Map.entry("GATEWAY_UPSTREAM_TIMEOUT", "Atlas did not answer in time"),
            Map.entry("GATEWAY_INTERNAL_ERROR", "The gateway failed"));

    private static final Map<String, String> OF_ATLAS = Map.of(
            "USER_UNAUTHORIZED", "Atlas forbids it to the gateway",
            "RESOURCE_NOT_FOUND", "Atlas has no such object",
            "VALIDATION_ERROR", "Atlas finds the request not valid",
            "RATE_LIMITED", "Over the rate limit of Atlas",
            "RATE_LIMITED_TOKEN_BUCKET", "Over the rate limit of Atlas",
            "UNEXPECTED_ERROR", "Atlas failed, or gave no error code");

    /** The reasons of one side, with the most frequent first. */
    record Group(AnsweredBy side, String title, List<RefusalCount> reasons) {}

    /** Returns the reasons of each side that has any. */
    static List<Group> of(CallStatistics figures, int limit) {
        var most = figures.answeredBy().values().stream()
                .flatMap(side -> side.errors().values().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
        var groups = new ArrayList<Group>();
        for (var side : AnsweredBy.values()) {
            var answers = figures.answeredBy().get(side);
            if (answers != null && !answers.errors().isEmpty()) {
                groups.add(new Group(side, title(side), reasons(side, answers.errors(), most, limit)));
            }
        }
        return groups;
    }

    private static List<RefusalCount> reasons(AnsweredBy side, Map<String, Long> errors, long most, int limit) {
        return errors.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(error -> new RefusalCount(
                        error.getKey(),
                        sentence(side, error.getKey()),
                        error.getValue(),
                        error.getValue() * 100 / most))
                .toList();
    }

    private static String title(AnsweredBy side) {
        return switch (side) {
            case GATEWAY -> "Answered by the gateway";
            case ATLAS -> "Answered by Atlas";
            case UNKNOWN -> "Counted by an earlier release, which did not note who answered";
        };
    }

    private static String sentence(AnsweredBy side, String code) {
        return switch (side) {
            case GATEWAY -> OURS.getOrDefault(code, "The gateway refused");
            case ATLAS -> OF_ATLAS.getOrDefault(code, "Atlas refused");
            case UNKNOWN ->
                code.startsWith("GATEWAY_") ? sentence(AnsweredBy.GATEWAY, code) : "The gateway or Atlas refused";
        };
    }
}
