package dev.atlasgateway.explain;

import dev.atlasgateway.access.NearMiss;
import dev.atlasgateway.access.NearMiss.Gap;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.explain.ExplainedStep.Verdict;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.DecidedBy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The decision on a call, step by step.
 *
 * @param revision the policy revision that decides
 * @param verdict the decision: {@code PASSED}, {@code REFUSED} or {@code OPEN}
 * @param decidedBy the rule that decides, as the audit would name it; null while it is open
 * @param errorCode the error code of a refusal
 * @param steps the steps that the call takes
 * @param closest if no grant allows the call: the grants of the team that come closest, with the closest first
 */
public record Explanation(
        long revision,
        Verdict verdict,
        @Nullable DecidedBy decidedBy,
        @Nullable String errorCode,
        List<ExplainedStep> steps,
        List<ClosestGrant> closest) {

    public Explanation {
        steps = List.copyOf(steps);
        closest = List.copyOf(closest);
    }

    Explanation with(List<ExplainedStep> others) {
        return new Explanation(revision, verdict, decidedBy, errorCode, others, closest);
    }

    /**
     * Grant of the team that almost allows a refused call.
     *
     * @param key of the grant
     * @param sentence the grant and what it lacks
     * @param wanted the fields of a grant that would allow the call, as in a document
     */
    public record ClosestGrant(String key, String sentence, Set<Gap> missing, Map<String, Object> wanted) {

        /** @param now whether {@code at} is the present, not the time of a past call */
        static List<ClosestGrant> of(PolicySnapshot policy, String team, Call call, Instant at, boolean now) {
            return NearMiss.closest(policy, team, call, at).stream()
                    .map(miss -> new ClosestGrant(
                            miss.grant().key(),
                            miss.sentence(call, at, now),
                            miss.gaps(),
                            ObjectKind.GRANT.description().write(miss.wanted())))
                    .toList();
        }

        /** Returns the key of the wanted grant. It is the same key if the grant lacks only time. */
        public String wantedKey() {
            return "%s/%s/%s/%s"
                    .formatted(
                            wanted.get("team"),
                            wanted.get("project"),
                            wanted.get("role"),
                            wanted.getOrDefault("instances", "*"));
        }
    }
}
