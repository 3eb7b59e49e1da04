package dev.atlasgateway.explain;

import dev.atlasgateway.problem.DecidedBy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares how a draft and the active policy decide the calls of a period. Both decide anew, so that every difference comes
 * from the draft, not from a change since the call.
 *
 * @param calls number of calls replayed so far
 * @param unchanged number of calls that end the same way
 * @param inForce number of calls by how they end, by the active policy, of those that can be replayed
 * @param draft the same by the draft
 * @param notReplayable number of calls that need something that the audit does not have, such as a body that was
 *     not read, or the current state
 * @param different number of calls by kind of difference
 * @param byTeam the same by team, teams with most differences first
 * @param examples up to twenty of each kind
 */
public record Comparison(
        long calls,
        long unchanged,
        long notReplayable,
        Map<End, Long> inForce,
        Map<End, Long> draft,
        Map<ChangedDecision, Long> different,
        Map<String, Map<ChangedDecision, Long>> byTeam,
        List<Example> examples) {

    /** The end of a call, from best to worst. */
    public enum End {
        ALLOWED,
        NOTED,
        WARNED,
        REFUSED
    }

    /** The kind of difference. */
    public enum ChangedDecision {
        NEWLY_REFUSED,
        NEWLY_ALLOWED,
        NEWLY_WARNED,
        NEWLY_NOTED,
        NO_LONGER_WARNED
    }

    /**
     * A call that ends differently.
     *
     * @param id the audit's id; null if an earlier release ran the backtest
     * @param instance empty for a list
     * @param before the rule that decides by the active policy
     * @param after the rule that decides by the draft
     */
    public record Example(
            ChangedDecision kind,
            @Nullable UUID id,
            String requestId,
            Instant receivedAt,
            String team,
            String groupId,
            String instance,
            DecidedBy before,
            DecidedBy after) {}
}
