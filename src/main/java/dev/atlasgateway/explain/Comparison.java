package dev.atlasgateway.explain;

import dev.atlasgateway.problem.DecidedBy;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a draft would have made of a period's calls, against the policy in force: so that what it tells is the draft's
 * doing, and not that of changes made since.
 *
 * @param calls replayed so far
 * @param unchanged calls that would have gone the same way
 * @param inForce how many end how by the policy in force, of those that can be replayed
 * @param draft the same by the draft
 * @param notReplayable calls of which the audit does not have what decides them: a body that was refused before it was
 *     read, or the current state that a guardrail of only one side wants to know
 * @param different by kind, counted
 * @param byTeam the same by team, those with most first
 * @param examples a few of each kind
 */
public record Comparison(
        long calls,
        long unchanged,
        long notReplayable,
        Map<End, Long> inForce,
        Map<End, Long> draft,
        Map<Kind, Long> different,
        Map<String, Map<Kind, Long>> byTeam,
        List<Example> examples) {

    /** How a call ends, from best to worst. */
    public enum End {
        ALLOWED,
        NOTED,
        WARNED,
        REFUSED
    }

    /** In what way a call would have gone differently. */
    public enum Kind {
        NEWLY_REFUSED,
        NEWLY_ALLOWED,
        NEWLY_WARNED,
        NEWLY_NOTED,
        NO_LONGER_WARNED
    }

    /**
     * One call.
     *
     * @param before what decides it by the policy in force
     * @param after what decides it by the draft
     */
    public record Example(
            Kind kind,
            String requestId,
            Instant receivedAt,
            String team,
            String groupId,
            String instance,
            DecidedBy before,
            DecidedBy after) {}
}
