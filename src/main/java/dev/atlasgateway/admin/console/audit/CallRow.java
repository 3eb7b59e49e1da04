package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.RuleLink;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as lists show it, and the head of its own page.
 *
 * @param rules what decided it
 * @param what the operation, or what was asked of a path that none serves
 * @param project its name, or its id where the policy does not know it
 */
public record CallRow(
        RecordedCall call,
        String tone,
        String outcome,
        List<RuleLink> rules,
        String what,
        @Nullable String project) {

    static CallRow of(RecordedCall call, PolicySnapshot now, Admin admin) {
        var result = call.result();
        return new CallRow(
                call,
                result == null ? "info" : tone(result.outcome()),
                result == null ? "under way" : said(result),
                RuleLink.of(call.decision().by(), now, admin),
                what(call.request()),
                project(call.request().groupId(), now, admin));
    }

    /** Whose refusal it is, as nothing of a call that Atlas refused was wrong with the gateway. */
    private static String said(RecordedCall.Result result) {
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

    private static @Nullable String project(@Nullable String groupId, PolicySnapshot now, Admin admin) {
        var project = groupId == null || !admin.seesAll() ? null : now.project(groupId);
        return project == null ? groupId : project.name();
    }

    /** Its page, by the audit's own id: callers may have used a request id twice. */
    public String link() {
        return "/console/audit/" + call.id();
    }
}
