package dev.atlasgateway.explain;

import dev.atlasgateway.explain.CallReplay.Decided;
import dev.atlasgateway.explain.Comparison.End;
import dev.atlasgateway.explain.Comparison.Example;
import dev.atlasgateway.explain.Comparison.Kind;
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
    private final Map<Kind, Long> different = new EnumMap<>(Kind.class);
    private final Map<String, Map<Kind, Long>> byTeam = new HashMap<>();
    private final List<Example> examples = new ArrayList<>();
    private long calls;
    private long notReplayable;

    synchronized void add(AuditedCall call, Decided before, Decided after) {
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
        byTeam.computeIfAbsent(team, any -> new EnumMap<>(Kind.class)).merge(kind, 1L, Long::sum);
        if (sum <= MAX_EXAMPLES) {
            examples.add(new Example(
                    kind,
                    call.requestId(),
                    call.receivedAt(),
                    team,
                    Objects.requireNonNullElse(call.groupId(), ""),
                    Objects.requireNonNullElse(call.instance(), ""),
                    before.by(),
                    after.by()));
        }
    }

    private static @Nullable Kind difference(End before, End after) {
        if (before == after) {
            return null;
        }
        return switch (after) {
            case REFUSED -> Kind.NEWLY_REFUSED;
            case WARNED -> before == End.REFUSED ? Kind.NEWLY_ALLOWED : Kind.NEWLY_WARNED;
            case NOTED ->
                before == End.REFUSED
                        ? Kind.NEWLY_ALLOWED
                        : before == End.WARNED ? Kind.NO_LONGER_WARNED : Kind.NEWLY_NOTED;
            case ALLOWED ->
                before == End.REFUSED ? Kind.NEWLY_ALLOWED : before == End.WARNED ? Kind.NO_LONGER_WARNED : null;
        };
    }

    synchronized Comparison sum() {
        var teams = new LinkedHashMap<String, Map<Kind, Long>>();
        byTeam.entrySet().stream()
                .sorted(Comparator.comparingLong(ComparisonTally::all).reversed().thenComparing(Map.Entry::getKey))
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

    private static long all(Map.Entry<String, Map<Kind, Long>> team) {
        return team.getValue().values().stream().mapToLong(Long::longValue).sum();
    }
}
