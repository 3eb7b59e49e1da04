package dev.atlasgateway.explain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Holds drafts against what has happened: which calls would have gone differently. */
public final class Backtests implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int KEPT = 50;

    private final AuditedCalls calls;
    private final Policy policy;
    private final Revisions revisions;
    private final Walk.Doors doors;
    private final InstantSource clock;
    private final Semaphore places;
    private final Cache<String, Backtest> all;

    Backtests(
            AuditedCalls calls,
            Policy policy,
            Revisions revisions,
            Walk.Doors doors,
            ExplainProperties properties,
            InstantSource clock) {
        this.calls = calls;
        this.policy = policy;
        this.revisions = revisions;
        this.doors = doors;
        this.clock = clock;
        this.places = new Semaphore(properties.backtests());
        this.all = Caffeine.newBuilder()
                .maximumSize(KEPT)
                .expireAfterWrite(properties.keepBacktests())
                .build();
    }

    /** There are as many running already as may. */
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
     * @param until at most now
     * @throws dev.atlasgateway.policy.InvalidPolicy naming everything that is wrong with the draft
     * @throws IllegalArgumentException for a period that is none, or longer than a year
     * @throws TooMany while others run
     */
    public Backtest start(List<Edit> edits, Instant from, Instant until, String startedBy) {
        var end = until.isAfter(clock.instant()) ? clock.instant() : until;
        if (!from.isBefore(end) || Duration.between(from, end).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the period must begin before it ends, in the past, and be a year at most");
        }
        var base = policy.current();
        var draft = revisions.draft(edits);
        if (!places.tryAcquire()) {
            throw new TooMany();
        }
        var backtest = new Backtest(
                UUID.randomUUID().toString(),
                startedBy,
                from,
                end,
                new Replay(doors, without(base, draft)),
                new Replay(doors, without(draft, base)));
        all.put(backtest.id(), backtest);
        Thread.ofPlatform().name("backtest-" + backtest.id()).daemon().start(() -> {
            try {
                backtest.run(calls);
            } finally {
                places.release();
            }
        });
        return backtest;
    }

    /** One that runs, or ended not long ago on this replica. */
    public Optional<Backtest> find(String id) {
        return Optional.ofNullable(all.getIfPresent(id));
    }

    /** Those that this replica still knows. */
    public List<Backtest> known() {
        return List.copyOf(all.asMap().values());
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
        return doors.guardrails().check(guardrail.expression()).usesCurrent();
    }

    @Override
    public void close() {
        all.asMap().values().forEach(Backtest::cancel);
    }
}
