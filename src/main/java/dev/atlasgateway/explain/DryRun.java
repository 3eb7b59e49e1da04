package dev.atlasgateway.explain;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.access.Granted;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.CallerStatus;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Contract;
import dev.atlasgateway.explain.Step.Verdict;
import dev.atlasgateway.guardrail.CurrentState;
import dev.atlasgateway.guardrail.Evaluation;
import dev.atlasgateway.guardrail.Finding;
import dev.atlasgateway.guardrail.Finding.Result;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.quota.QuotaBalance;
import dev.atlasgateway.quota.Quotas;
import dev.atlasgateway.translation.Translator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes a call that nobody makes through the doors of the pipeline, in its order, and writes down what each says. Nothing
 * is spent, recorded or sent, but for what reading the current state takes.
 */
final class DryRun {

    /** The doors; each is the one that calls go through. */
    record Doors(Contract contract, Access access, Quotas quotas, Guardrails guardrails, Translator translator) {}

    private final Doors doors;
    private final PolicySnapshot policy;
    private final Instant at;
    private final boolean quotasKnown;
    private final @Nullable CurrentState current;
    private final List<Step> steps = new ArrayList<>();

    /** @param quotasKnown false for a time that has passed */
    DryRun(Doors doors, PolicySnapshot policy, Instant at, boolean quotasKnown, @Nullable CurrentState current) {
        this.doors = doors;
        this.policy = policy;
        this.at = at;
        this.quotasKnown = quotasKnown;
        this.current = current;
    }

    Explanation of(Question question) {
        var step = "operation";
        try {
            if (caller(question) instanceof Explanation refused) {
                return refused;
            }
            var request = question.request(at);
            var call = doors.contract().match(request);
            say(
                    step,
                    Verdict.PASSED,
                    null,
                    "The call is %s.".formatted(call.operation().id()));
            step = "access";
            var caller = new Caller(question.team(), Objects.requireNonNullElse(question.client(), "?"), "explain");
            var granted = doors.access().under(policy, at).authorize(caller, call);
            access(granted);
            step = "quota";
            if (quota(granted) instanceof Explanation refused) {
                return refused;
            }
            step = "body";
            if (question.body() == null && call.operation().changes()) {
                return open(
                        step, "What the body asks for is not known, so nobody can say what the guardrails make of it.");
            }
            var change = doors.contract().read(call, request);
            body(call, change);
            step = "guardrail";
            return judged(granted, doors.guardrails().judge(granted, change, at, current));
        } catch (Refusal refusal) {
            return refused(step, refusal);
        }
    }

    private @Nullable Explanation caller(Question question) {
        var client = question.client();
        var standing = client == null || policy.client(client) == null && !client.startsWith("mdb_sa_id_")
                ? CallerStatus.ofTeam(policy, question.team())
                : CallerStatus.ofClient(policy, client);
        return switch (standing) {
            case CallerStatus.Bad bad ->
                ended("caller", "NO_CURRENT_USER", "caller", "No token is taken: " + bad.reason() + ".");
            case CallerStatus.Good good -> {
                if (!good.team().equals(question.team())) {
                    yield ended(
                            "caller", "NO_CURRENT_USER", "caller", "The client belongs to team " + good.team() + ".");
                }
                say("caller", Verdict.PASSED, "team:" + good.team(), "Team " + good.team() + " calls.");
                yield null;
            }
        };
    }

    private void access(Granted granted) {
        var grant = granted.grant();
        say(
                "access",
                Verdict.PASSED,
                "grant:" + grant.key(),
                "%s needs %s; team %s has %s on %s for instances %s%s."
                        .formatted(
                                granted.call().operation().id(),
                                granted.call().operation().role(),
                                grant.team(),
                                grant.role(),
                                granted.project().name(),
                                grant.instances(),
                                grant.expiresAt() == null ? "" : " until " + grant.expiresAt()));
    }

    /** Team first, as it is the one that refuses where both are empty. */
    private @Nullable Explanation quota(Granted granted) {
        if (!quotasKnown) {
            say("quota", Verdict.OPEN, null, "How full the buckets were at that time is not recorded.");
            return null;
        }
        var team = granted.caller().team();
        var refused = quota("team/" + team, doors.quotas().ofTeam(team, policy));
        if (refused != null) {
            return refused;
        }
        var groupId = granted.project().groupId();
        return quota("project/" + groupId, doors.quotas().ofProject(groupId, policy));
    }

    private @Nullable Explanation quota(String bucket, QuotaBalance left) {
        var owner = bucket.startsWith("team/") ? "Team " : "Project ";
        var sentence = "%s%s has %d of %d calls left."
                .formatted(
                        owner,
                        bucket.substring(bucket.indexOf('/') + 1),
                        left.tokens(),
                        left.quota().capacity());
        if (left.tokens() < 1) {
            return ended("quota", Problem.RATE_LIMITED_TOKEN_BUCKET.name(), "quota:" + bucket, sentence);
        }
        say("quota", Verdict.PASSED, "quota:" + bucket, sentence);
        return null;
    }

    private void body(Call call, Change change) {
        if (call.operation().changes()) {
            say(
                    "body",
                    Verdict.PASSED,
                    null,
                    change.equals(Change.NONE) ? "The body changes nothing." : "The body is in order.");
        }
    }

    private Explanation judged(Granted granted, Evaluation judged) {
        judged.findings().forEach(this::say);
        var undecided = judged.findings().stream()
                .anyMatch(finding -> finding.result() == Result.NOT_ASKED
                        && finding.guardrail().mode() == Mode.DENY);
        var denied = judged.findings().stream()
                .anyMatch(finding -> finding.violated() && finding.guardrail().mode() == Mode.DENY);
        if (undecided && !denied) {
            return new Explanation(policy.revision(), Verdict.OPEN, null, null, steps);
        }
        try {
            var sent = doors.translator().toAtlas(judged.orRefuse());
            say(
                    "forward",
                    Verdict.PASSED,
                    null,
                    "It goes to Atlas as %s %s, with the service account %s."
                            .formatted(sent.method(), sent.path(), sent.account()));
            return new Explanation(
                    policy.revision(),
                    Verdict.PASSED,
                    "grant:" + granted.grant().key(),
                    null,
                    steps);
        } catch (Refusal refusal) {
            return new Explanation(
                    policy.revision(),
                    Verdict.REFUSED,
                    refusal.decidedBy(),
                    refusal.problem().name(),
                    steps);
        }
    }

    private void say(Finding finding) {
        var rule = finding.guardrail();
        var verdict = switch (finding.result()) {
            case HOLDS -> Verdict.PASSED;
            case NOT_ASKED -> Verdict.OPEN;
            case VIOLATED, FAILED ->
                switch (rule.mode()) {
                    case DENY -> Verdict.REFUSED;
                    case WARN -> Verdict.WARNED;
                    case AUDIT -> Verdict.NOTED;
                };
        };
        var why = finding.why() == null ? "" : " (" + finding.why() + ")";
        var sentence = finding.result() == Result.HOLDS ? "The change satisfies it." : rule.message() + why + ".";
        say("guardrail", verdict, "guardrail:" + rule.name(), sentence);
    }

    private void say(String name, Verdict verdict, @Nullable String decidedBy, String sentence) {
        steps.add(new Step(name, verdict, decidedBy, sentence));
    }

    private Explanation open(String name, String sentence) {
        say(name, Verdict.OPEN, null, sentence);
        return new Explanation(policy.revision(), Verdict.OPEN, null, null, steps);
    }

    private Explanation refused(String name, Refusal refusal) {
        var by = refusal.decidedBy();
        return ended(name, refusal.problem().name(), by == null ? kind(name) : by, refusal.detail());
    }

    private Explanation ended(String name, String errorCode, String by, String sentence) {
        say(name, Verdict.REFUSED, by, sentence);
        return new Explanation(policy.revision(), Verdict.REFUSED, by, errorCode, steps);
    }

    /** As the audit names what has no rule. */
    private static String kind(String step) {
        return step.equals("operation") || step.equals("body") ? "contract" : step;
    }
}
