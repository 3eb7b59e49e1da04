package dev.atlasgateway.explain;

import dev.atlasgateway.explain.CallReplay.ReplayResult;
import dev.atlasgateway.explain.Comparison.ChangedDecision;
import dev.atlasgateway.explain.Comparison.End;
import dev.atlasgateway.explain.Comparison.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts how calls end by two policies. Thread-safe. */
final class ComparisonTally {

    private static final int MAX_EXAMPLES = 20;

    private final Map<End, Long> inForce = new EnumMap<>(End.class);
    private final Map<End, Long> draft = new EnumMap<>(End.class);
    private final Map<ChangedDecision, Long> different = new EnumMap<>(ChangedDecision.class);
    private final Map<String, Map<ChangedDecision, Long>> byTeam = new HashMap<>();
    private final List<Example> examples = new ArrayList<>();
    private long calls;
    private long notReplayable;

    synchronized void add(AuditedCall call, ReplayResult before, ReplayResult after) {
        calls++;
        var was = before.end();
        var would = after.end();
        if (was == null || would == null) {
            notReplayable++;
            return;
        }
        inForce.merge(was, 1L, Long::sum);
        draft.merge(would, 1L, Long::sum);
        var kind = difference(was, would);
        if (kind == null) {
            return;
        }
        var team = Objects.requireNonNullElse(call.team(), "");
        var sum = different.merge(kind, 1L, Long::sum);
        byTeam.computeIfAbsent(team, any -> new EnumMap<>(ChangedDecision.class))
                .merge(kind, 1L, Long::sum);
        if (sum <= MAX_EXAMPLES) {
            examples.add(new Example(
                    kind,
                    call.id(),
                    call.requestId(),
                    call.receivedAt(),
                    team,
                    Objects.requireNonNullElse(call.groupId(), ""),
                    Objects.requireNonNullElse(call.instance(), ""),
                    before.by(),
                    after.by()));
        }
    }

    private static @Nullable ChangedDecision difference(End before, End after) {
        if (before == after) {
            return null;
        }
        if (after == End.REFUSED || before == End.REFUSED) {
            return after == End.REFUSED ? ChangedDecision.NEWLY_REFUSED : ChangedDecision.NEWLY_ALLOWED;
        }
        if (after == End.WARNED || before == End.WARNED) {
            return after == End.WARNED ? ChangedDecision.NEWLY_WARNED : ChangedDecision.NO_LONGER_WARNED;
        }
        return after == End.NOTED ? ChangedDecision.NEWLY_NOTED : null;
    }

    synchronized Comparison sum() {
        var teams = new LinkedHashMap<String, Map<ChangedDecision, Long>>();
        byTeam.entrySet().stream()
                .sorted(Comparator.comparingLong(ComparisonTally::all)
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .forEach(team -> teams.put(team.getKey(), Map.copyOf(team.getValue())));
        var changed = different.values().stream().mapToLong(Long::longValue).sum();
        return new Comparison(
                calls,
                calls - changed - notReplayable,
                notReplayable,
                Map.copyOf(inForce),
                Map.copyOf(draft),
                Map.copyOf(different),
                teams,
                List.copyOf(examples));
    }

    private static long all(Map.Entry<String, Map<ChangedDecision, Long>> team) {
        return team.getValue().values().stream().mapToLong(Long::longValue).sum();
    }
}
