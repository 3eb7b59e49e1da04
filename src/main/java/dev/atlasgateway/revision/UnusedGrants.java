package dev.atlasgateway.revision;

import static java.util.stream.Collectors.groupingBy;

import dev.atlasgateway.history.statistics.StatisticsQuery;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Measures the number of each team's grants that expire soon and are not in use.
 *
 * <p>It reports nothing until the audit answers, because every grant would seem unused. While the audit does not
 * answer, it repeats the last figures.
 */
@Component
final class UnusedGrants implements MeterBinder {

    static final Duration EVERY = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(UnusedGrants.class);
    private static final Duration LONG = Duration.ofDays(7);

    private final Policy policy;
    private final Supplier<Map<String, Instant>> lastUse;
    private final InstantSource clock;
    private volatile @Nullable MultiGauge gauge;

    @Autowired
    UnusedGrants(Policy policy, StatisticsQuery statistics, InstantSource clock) {
        this(policy, statistics::lastUseOfGrants, clock);
    }

    /** @param lastUse returns when each grant last allowed a call, by its key */
    UnusedGrants(Policy policy, Supplier<Map<String, Instant>> lastUse, InstantSource clock) {
        this.policy = policy;
        this.lastUse = lastUse;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge = MultiGauge.builder("gateway.policy.grants.unused")
                .description("Grants that expire within two weeks and have allowed no call for a week")
                .register(registry);
    }

    /** Compares the policy in force with the use of its grants. */
    void update() {
        var rows = gauge;
        if (rows == null) {
            return;
        }
        try {
            var used = lastUse.get();
            var byTeam = policy.current().grants().stream()
                    .filter(grant -> grant.expiresAt() != null)
                    .collect(groupingBy(Grant::team));
            rows.register(
                    byTeam.entrySet().stream()
                            .map(team -> MultiGauge.Row.of(
                                    Tags.of("team", team.getKey()),
                                    team.getValue().stream()
                                            .filter(grant -> isUnused(grant, used.get(grant.key())))
                                            .count()))
                            .toList(),
                    true);
        } catch (RuntimeException e) {
            LOG.warn("Cannot read from the audit which grants are in use; trying again in {}", EVERY, e);
        }
    }

    private boolean isUnused(Grant grant, @Nullable Instant last) {
        var now = clock.instant();
        return ExpiringGrants.isSoon(grant.expiresAt(), now) && (last == null || last.isBefore(now.minus(LONG)));
    }
}
