package dev.atlasgateway.explain;

import dev.atlasgateway.explain.Backtest.State;
import dev.atlasgateway.history.AdminEvents;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.Policy;
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
import java.util.function.Supplier;

/** Holds drafts against what has happened: which calls would have gone differently. */
public final class BacktestService implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int SHOWN = 50;

    private final Supplier<AuditedCallReader> calls;
    private final BacktestStore store;
    private final Policy policy;
    private final Revisions revisions;
    private final AdminEvents events;
    private final DryRunner runner;
    private final ExplainProperties properties;
    private final InstantSource clock;
    private final Semaphore places;
    private final Map<String, BacktestRun> running = new ConcurrentHashMap<>();

    BacktestService(
            Supplier<AuditedCallReader> calls,
            BacktestStore store,
            Policy policy,
            Revisions revisions,
            AdminEvents events,
            DryRunner runner,
            ExplainProperties properties,
            InstantSource clock) {
        this.calls = calls;
        this.store = store;
        this.policy = policy;
        this.revisions = revisions;
        this.events = events;
        this.runner = runner;
        this.properties = properties;
        this.clock = clock;
        this.places = new Semaphore(properties.backtests());
    }

    /** There are as many running on this replica already as may. */
    public static final class TooMany extends RuntimeException {
        TooMany() {
            super(
                    "as many backtests are running as may at a time; wait for one to end, or cancel it",
                    null,
                    false,
                    false);
        }
    }

    /**
     * Starts replaying the calls of a period by the policy in force with these edits.
     *
     * @param about what is tried, in words
     * @param until at most now
     * @throws dev.atlasgateway.policy.InvalidPolicy naming everything that is wrong with the draft
     * @throws IllegalArgumentException for a period that is none, or longer than a year
     * @throws TooMany while others run
     */
    public Backtest start(List<Edit> edits, String about, Instant from, Instant until, String startedBy) {
        var now = clock.instant();
        var end = until.isAfter(now) ? now : until;
        if (!from.isBefore(end) || Duration.between(from, end).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the period must begin before it ends, in the past, and be a year at most");
        }
        var base = policy.current();
        var draft = revisions.draft(edits);
        if (!places.tryAcquire()) {
            throw new TooMany();
        }
        try {
            store.removeOlder(now, properties.keepBacktests());
            var id = UUID.randomUUID().toString();
            events.record(
                    startedBy,
                    "backtest.started",
                    subject(id),
                    Map.of("about", about, "from", from.toString(), "until", end.toString()));
            var start = new Backtest(id, startedBy, now, about, from, end, State.RUNNING, -1, new ComparisonTally().sum());
            store.add(start);
            run(new BacktestRun(
                    start,
                    calls.get(),
                    new CallReplay(runner, without(base, draft)),
                    new CallReplay(runner, without(draft, base))));
            return start;
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
    }

    private void run(BacktestRun run) {
        var id = run.now().id();
        running.put(id, run);
        Thread.ofVirtual().name("backtest-" + id).start(() -> {
            try {
                run.work(store);
            } finally {
                running.remove(id);
                places.release();
            }
        });
    }

    /** One that runs on any replica, or ended not long ago. */
    public Optional<Backtest> find(String id) {
        return store.find(id);
    }

    /** The same, to be seen by somebody, as it shows calls of the audit; not each look of its starter at one that runs. */
    public Optional<Backtest> show(String id, String to) {
        var found = find(id);
        found.filter(backtest -> backtest.state() != State.RUNNING
                        || !backtest.startedBy().equals(to))
                .ifPresent(backtest -> events.record(to, "backtest.shown", subject(id), Map.of()));
        return found;
    }

    /**
     * A page of them with what they found, to be seen by somebody.
     *
     * @param after the id of the one before them; empty for the newest
     */
    public List<Backtest> show(String after, int limit, String to) {
        events.record(to, "backtest.shown", "", Map.of());
        return store.newest(after, limit);
    }

    /** Those that run on any replica, or ended not long ago, the newest first. */
    public List<Backtest> known() {
        return store.newest("", SHOWN);
    }

    /** Ends one within a second, whichever replica it runs on; what was found so far stays to be read. */
    public void cancel(String id, String by) {
        events.record(by, "backtest.cancelled", subject(id), Map.of());
        store.cancel(id);
        var own = running.get(id);
        if (own != null) {
            own.cancel();
        }
    }

    private static String subject(String id) {
        return "backtest:" + id;
    }

    /** A guardrail on the current state that both sides have decides nothing here: the state of then is not recorded. */
    private PolicySnapshot without(PolicySnapshot one, PolicySnapshot other) {
        List<Edit> shared = one.guardrails().stream()
                .filter(other.guardrails()::contains)
                .filter(this::usesCurrent)
                .<Edit>map(guardrail -> new Edit.Remove(Kind.GUARDRAIL, guardrail.name()))
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
