package dev.atlasgateway.audit.store;

import dev.atlasgateway.problem.AnsweredBy;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.RuleKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Metrics of calls and of their recording. */
public final class AuditMeters {

    /** Why a record is never stored. */
    public enum Loss {
        /** Too many were waiting. */
        QUEUE_FULL,
        /** PostgreSQL rejects its contents, or the row could not be made. */
        UNSTORABLE,
        /** The outcome came after the call was given up as unknown. */
        GIVEN_UP,
        /** The gateway was stopped first. */
        STOPPED
    }

    private final MeterRegistry registry;
    private final boolean teamDurations;
    private final MeterProvider<Timer> calls;
    private final MeterProvider<Counter> teamCalls;
    private final MeterProvider<Counter> refusals;
    private final MeterProvider<Counter> callers;
    private final MeterProvider<Counter> lost;
    private final Timer commits;
    private final DistributionSummary batches;
    private final Counter unavailable;
    private final Counter orphans;
    private final Counter late;
    private final AtomicInteger pending;

    /** Creates metrics that measure the duration of calls for each team only if {@code teamDurations} is true. */
    public AuditMeters(MeterRegistry registry, boolean teamDurations) {
        this.registry = registry;
        this.teamDurations = teamDurations;
        calls = Timer.builder("gateway.calls").withRegistry(registry);
        teamCalls = Counter.builder("gateway.team.calls").withRegistry(registry);
        refusals = Counter.builder("gateway.refusals").withRegistry(registry);
        callers = Counter.builder("gateway.callers").withRegistry(registry);
        lost = Counter.builder("gateway.audit.lost").withRegistry(registry);
        commits = registry.timer("gateway.audit.commit");
        batches = registry.summary("gateway.audit.batch");
        unavailable = registry.counter("gateway.audit.unavailable");
        orphans = registry.counter("gateway.audit.orphans");
        late = registry.counter("gateway.audit.late");
        pending = registry.gauge("gateway.audit.pending", new AtomicInteger());
        for (var loss : Loss.values()) {
            lost.withTag("cause", tag(loss)); // so that an alert sees the first one as an increase from 0
        }
    }

    public void queue(Supplier<Number> length) {
        Gauge.builder("gateway.audit.queue", length).register(registry);
    }

    public void writable(BooleanSupplier answer) {
        Gauge.builder("gateway.audit.writable", () -> answer.getAsBoolean() ? 1 : 0)
                .register(registry);
    }

    public void monthsAhead(Supplier<Number> months) {
        Gauge.builder("gateway.audit.months.ahead", months).register(registry);
    }

    /** Records the duration of a call, as its caller saw it. Every tag has few values. */
    public void recordCall(AuditRow row, Duration duration) {
        var tags = Tags.of(
                "operation", or(row.get(AuditColumn.OPERATION)),
                "outcome", or(row.get(AuditColumn.OUTCOME)),
                "status", or(row.get(AuditColumn.STATUS)).charAt(0) + "xx",
                "answered_by", answeredBy(row).word());
        var teamTags = tags.and("team", or(row.get(AuditColumn.TEAM)));
        teamCalls.withTags(teamTags).increment();
        calls.withTags(teamDurations ? teamTags : tags).record(duration);
        if (row.get(AuditColumn.API) != null) {
            callers.withTags(
                            "team", or(row.get(AuditColumn.TEAM)),
                            "api", or(row.get(AuditColumn.API)),
                            "login", or(row.get(AuditColumn.LOGIN)))
                    .increment();
        }
        if ("refused".equals(row.get(AuditColumn.DECISION))) {
            refusals.withTags("team", or(row.get(AuditColumn.TEAM)), "by", decider(row.get(AuditColumn.DECIDED_BY)))
                    .increment();
        }
    }

    private static AnsweredBy answeredBy(AuditRow row) {
        var decidedBy = row.get(AuditColumn.DECIDED_BY);
        var atlasStatus = row.get(AuditColumn.ATLAS_STATUS);
        return AnsweredBy.of(
                !"refused".equals(row.get(AuditColumn.DECISION)),
                decidedBy == null ? DecidedBy.of(RuleKind.GATEWAY) : DecidedBy.parse(decidedBy),
                atlasStatus == null ? null : Integer.valueOf(atlasStatus),
                row.get(AuditColumn.ERROR_CODE));
    }

    /** Returns the kind of rule that refused, such as {@code quota} for {@code quota:team/orders}. */
    private static String decider(@Nullable String decidedBy) {
        return decidedBy == null ? "none" : DecidedBy.parse(decidedBy).kind().word();
    }

    private static String or(@Nullable String value) {
        return Objects.requireNonNullElse(value, "none");
    }

    void recordCommit(Duration duration, int rows) {
        commits.record(duration);
        batches.record(rows);
    }

    public void countUnavailable() {
        unavailable.increment();
    }

    void countOrphan() {
        orphans.increment();
    }

    /** Counts an answer that the caller got before its record was durable. */
    public void countLate() {
        late.increment();
    }

    public void countLost(Loss cause) {
        lost.withTag("cause", tag(cause)).increment();
    }

    public void addPending() {
        pending.incrementAndGet();
    }

    public void removePending() {
        pending.decrementAndGet();
    }

    private static String tag(Loss loss) {
        return loss.name().toLowerCase(Locale.ROOT);
    }
}
