package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.layout.RuleLink;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.explain.Backtest;
import dev.atlasgateway.explain.Backtest.State;
import dev.atlasgateway.explain.Comparison;
import dev.atlasgateway.explain.Comparison.ChangedDecision;
import dev.atlasgateway.explain.Comparison.End;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Backtest as pages show it.
 *
 * @param ends how calls end with the policy in force and with the draft
 * @param kinds the kinds of differences that were found
 */
record BacktestView(
        Backtest backtest,
        List<OutcomeComparison> ends,
        List<DifferenceCount> kinds,
        List<TeamRow> teams,
        List<Row> examples,
        long different) {

    private static final int MAX_TEAMS = 50;

    /** Number of calls that end in one way. */
    record OutcomeComparison(String tone, String word, long inForce, long draft) {

        public long more() {
            return draft - inForce;
        }
    }

    record DifferenceCount(String tone, String word, long calls) {}

    record TeamRow(String name, List<Long> calls) {}

    record Row(Comparison.Example call, String tone, String word, List<RuleLink> before, List<RuleLink> after) {}

    static BacktestView of(Backtest backtest, PolicySnapshot snapshot, Admin admin) {
        var found = backtest.result();
        var kinds = Arrays.stream(ChangedDecision.values())
                .filter(found.different()::containsKey)
                .toList();
        return new BacktestView(
                backtest,
                Arrays.stream(End.values()).map(end -> ends(end, found)).toList(),
                kinds.stream()
                        .map(kind -> new DifferenceCount(tone(kind), words(kind), count(found.different(), kind)))
                        .toList(),
                found.byTeam().entrySet().stream()
                        .sorted(Comparator.comparingLong(BacktestView::all).reversed())
                        .limit(MAX_TEAMS)
                        .map(team -> team(team.getKey(), team.getValue(), kinds))
                        .toList(),
                found.examples().stream()
                        .sorted(Comparator.comparing(Comparison.Example::kind)
                                .thenComparing(Comparison.Example::receivedAt, Comparator.reverseOrder()))
                        .map(example -> row(example, snapshot, admin))
                        .toList(),
                found.different().values().stream().mapToLong(Long::longValue).sum());
    }

    public boolean running() {
        return backtest.state() == State.RUNNING;
    }

    /** Returns the progress in percent; null until the calls are counted. */
    public @Nullable Long percent() {
        return backtest.total() < 0
                ? null
                : backtest.total() == 0 ? 100 : backtest.result().calls() * 100 / backtest.total();
    }

    public String tone() {
        return switch (backtest.state()) {
            case RUNNING -> "info";
            case DONE -> "good";
            case CANCELLED -> "warn";
            case FAILED -> "bad";
        };
    }

    public String word() {
        return words(backtest.state());
    }

    private static OutcomeComparison ends(End end, Comparison found) {
        var inForce = count(found.inForce(), end);
        var draft = count(found.draft(), end);
        return switch (end) {
            case ALLOWED -> new OutcomeComparison("good", "allowed", inForce, draft);
            case NOTED -> new OutcomeComparison("info", "allowed, noted", inForce, draft);
            case WARNED -> new OutcomeComparison("warn", "allowed, warned", inForce, draft);
            case REFUSED -> new OutcomeComparison("bad", "refused", inForce, draft);
        };
    }

    private static TeamRow team(String name, Map<ChangedDecision, Long> different, List<ChangedDecision> kinds) {
        return new TeamRow(
                name, kinds.stream().map(kind -> count(different, kind)).toList());
    }

    private static Row row(Comparison.Example example, PolicySnapshot snapshot, Admin admin) {
        return new Row(
                example,
                tone(example.kind()),
                words(example.kind()),
                RuleLink.of(example.before(), snapshot, admin),
                RuleLink.of(example.after(), snapshot, admin));
    }

    private static String tone(ChangedDecision kind) {
        return switch (kind) {
            case NEWLY_REFUSED -> "bad";
            case NEWLY_ALLOWED, NO_LONGER_WARNED -> "good";
            case NEWLY_WARNED -> "warn";
            case NEWLY_NOTED -> "info";
        };
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static long all(Map.Entry<String, Map<ChangedDecision, Long>> team) {
        return team.getValue().values().stream().mapToLong(Long::longValue).sum();
    }

    private static <K> long count(Map<K, Long> counts, K of) {
        return counts.getOrDefault(of, 0L);
    }
}
