package dev.atlasgateway.explain;

import dev.atlasgateway.explain.Backtest.State;
import dev.atlasgateway.history.AdminJournal;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Revisions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Runs backtests: finds the recorded calls that a policy draft would decide differently. */
@Component
@EnableConfigurationProperties(ExplainProperties.class)
public final class BacktestService implements AutoCloseable {

    private static final Duration MAX_PERIOD = Duration.ofDays(366);
    private static final int LIST_SIZE = 50;

    private final DataSource calls;
    private final BacktestStore store;
    private final Revisions revisions;
    private final AdminJournal journal;
    private final DryRunner runner;
    private final ExplainProperties properties;
    private final InstantSource clock;
    private final Semaphore slots;
    private final Map<String, BacktestRun> running = new ConcurrentHashMap<>();

    BacktestService(
            DataSource calls,
            BacktestStore store,
            Revisions revisions,
            AdminJournal journal,
            DryRunner runner,
            ExplainProperties properties,
            InstantSource clock) {
        this.calls = calls;
        this.store = store;
        this.revisions = revisions;
        this.journal = journal;
        this.runner = runner;
        this.properties = properties;
        this.clock = clock;
        this.slots = new Semaphore(properties.backtests());
    }

    /** Too many backtests are running on this replica. */
    public static final class TooMany extends RuntimeException {
        TooMany() {
            super("too many backtests are running; wait until one ends, or cancel one", null, false, false);
        }
    }

    /**
     * Starts to replay the calls of a period by the active policy with these edits.
     *
     * @param about the draft in words
     * @param to a later time counts as now
     * @throws dev.atlasgateway.policy.InvalidPolicyException naming all errors of the draft
     * @throws IllegalArgumentException if the period is empty, begins before 1970, or is longer than a year
     * @throws TooMany if too many backtests are running
     */
    public Backtest start(List<Edit> edits, String about, Instant from, Instant to, String startedBy) {
        var now = clock.instant();
        var end = to.isAfter(now) ? now : to;
        if (from.isBefore(Instant.EPOCH)
                || !from.isBefore(end)
                || Duration.between(from, end).compareTo(MAX_PERIOD) > 0) {
            throw new IllegalArgumentException(
                    "the period must begin before it ends, begin in the past, not before 1970, and be at most one year long");
        }
        var base = revisions.current();
        var draft = revisions.draft(edits);
        if (!slots.tryAcquire()) {
            throw new TooMany();
        }
        try {
            store.removeOlder(properties.keepBacktests());
            var id = UUID.randomUUID().toString();
            journal.record(
                    startedBy,
                    "backtest.started",
                    subject(id),
                    Map.of("about", about, "from", from.toString(), "to", end.toString()));
            var start =
                    new Backtest(id, startedBy, now, about, from, end, State.RUNNING, -1, new ComparisonTally().sum());
            store.add(start);
            startThread(new BacktestRun(
                    start,
                    new AuditedCallReader(calls),
                    new CallReplay(runner, withoutSharedState(base, draft)),
                    new CallReplay(runner, withoutSharedState(draft, base))));
            return start;
        } catch (RuntimeException e) {
            slots.release();
            throw e;
        }
    }

    private void startThread(BacktestRun run) {
        var id = run.now().id();
        running.put(id, run);
        Thread.ofVirtual().name("backtest-" + id).start(() -> {
            try {
                run.run(store);
            } finally {
                running.remove(id);
                slots.release();
            }
        });
    }

    /** Finds a backtest of any replica. */
    public Optional<Backtest> find(String id) {
        return store.find(id);
    }

    /**
     * Finds a backtest and records the look, because it shows recorded calls. Looks of its starter while it runs are
     * not recorded.
     */
    public Optional<Backtest> show(String id, String admin) {
        var found = find(id);
        found.filter(backtest -> backtest.state() != State.RUNNING
                        || !backtest.startedBy().equals(admin))
                .ifPresent(backtest -> journal.record(admin, "backtest.shown", subject(id), Map.of()));
        return found;
    }

    /**
     * Returns a page of backtests with their results, and records the look.
     *
     * @param after the id of the last backtest of the page before; empty for the newest
     */
    public List<Backtest> show(String after, int limit, String admin) {
        journal.record(admin, "backtest.shown", "", Map.of());
        return store.newest(after, limit);
    }

    /** Returns the backtests of all replicas, the newest first. */
    public List<Backtest> known() {
        return store.newest("", LIST_SIZE);
    }

    /** Cancels a backtest that runs, within a second, on any replica. The result so far stays. */
    public void cancel(String id, String by) {
        if (find(id).filter(backtest -> backtest.state() == State.RUNNING).isEmpty()) {
            return;
        }
        journal.record(by, "backtest.cancelled", subject(id), Map.of());
        store.cancel(id);
        var own = running.get(id);
        if (own != null) {
            own.cancel();
        }
    }

    private static String subject(String id) {
        return "backtest:" + id;
    }

    /**
     * Removes guardrails on the current state that both policies have. They cannot be replayed, because the state is
     * not recorded.
     */
    private PolicySnapshot withoutSharedState(PolicySnapshot one, PolicySnapshot other) {
        List<Edit> shared = one.guardrails().stream()
                .filter(other.guardrails()::contains)
                .filter(this::usesCurrent)
                .<Edit>map(guardrail -> new Edit.Remove(ObjectKind.GUARDRAIL, guardrail.name()))
                .toList();
        return shared.isEmpty() ? one : one.with(shared, one.revision());
    }

    private boolean usesCurrent(Guardrail guardrail) {
        return runner.guardrails().check(guardrail.expression()).usesCurrent();
    }

    @Override
    public void close() {
        running.values().forEach(BacktestRun::cancel);
    }
}
