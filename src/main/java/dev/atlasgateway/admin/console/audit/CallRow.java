package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.RuleLink;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Row of a call in lists, and the head of its own page.
 *
 * @param rules the rules that decided it
 * @param what the operation, or the method and path if no operation serves them
 * @param project the name of the project, or its id if the policy does not know it
 */
public record CallRow(
        RecordedCall call,
        String tone,
        String outcome,
        List<RuleLink> rules,
        String what,
        @Nullable String project) {

    static CallRow of(RecordedCall call, PolicySnapshot snapshot, Admin admin) {
        var result = call.result();
        return new CallRow(
                call,
                result == null ? "info" : tone(result.outcome()),
                result == null ? "under way" : outcome(result),
                RuleLink.of(call.decision().by(), snapshot, admin),
                what(call.request()),
                project(call.request().groupId(), snapshot, admin));
    }

    /** Says whether Atlas refused the call and not the gateway. */
    private static String outcome(RecordedCall.Result result) {
        var status = result.atlas().status();
        var byAtlas = result.outcome() == Outcome.REFUSED && status != null && status >= 400;
        return byAtlas ? "refused by Atlas" : result.outcome().word();
    }

    public static String tone(Outcome outcome) {
        return switch (outcome) {
            case APPLIED, ANSWERED -> "good";
            case REFUSED -> "warn";
            case FAILED -> "bad";
            case UNKNOWN -> "odd";
        };
    }

    private static String what(RecordedCall.Request request) {
        return request.operation() == null
                ? request.method() + (request.path() == null ? "" : " " + request.path())
                : request.operation();
    }

    private static @Nullable String project(@Nullable String groupId, PolicySnapshot snapshot, Admin admin) {
        return groupId == null || !admin.seesAll() ? groupId : snapshot.projectName(groupId);
    }

    /** Returns the project and the instance, without those that the call does not name; a call that lists has no instance. */
    public String target() {
        return Stream.of(project, call.request().instance())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" / "));
    }

    /** Returns the link to its page by the id of the audit, because callers may use a request id twice. */
    public String link() {
        return "/console/audit/" + call.id();
    }
}
