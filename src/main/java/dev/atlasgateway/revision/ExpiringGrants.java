package dev.atlasgateway.revision;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Measures the number of each team's grants that expire soon.
 *
 * <p>The grants are grouped once for each revision, not for each scrape.
 */
@Component
final class ExpiringGrants implements MeterBinder {

    private static final Duration SOON = Duration.ofDays(14);

    private final Policy policy;
    private final InstantSource clock;
    private volatile @Nullable MultiGauge gauge;
    private @Nullable PolicySnapshot followed;

    ExpiringGrants(Policy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge = MultiGauge.builder("gateway.policy.grants.expiring")
                .description("Grants that expire within two weeks")
                .register(registry);
        follow();
    }

    /** Registers the teams of the policy in force. */
    synchronized void follow() {
        var rows = gauge;
        var snapshot = policy.current();
        if (rows != null && snapshot != followed) {
            followed = snapshot;
            var ends = snapshot.grants().stream()
                    .filter(grant -> grant.expiresAt() != null)
                    .collect(groupingBy(
                            Grant::team, mapping(grant -> Objects.requireNonNull(grant.expiresAt()), toList())));
            rows.register(
                    ends.entrySet().stream()
                            .map(team -> MultiGauge.Row.of(Tags.of("team", team.getKey()), () -> soon(team.getValue())))
                            .toList(),
                    true);
        }
    }

    private long soon(List<Instant> ends) {
        var now = clock.instant();
        return ends.stream().filter(end -> isSoon(end, now)).count();
    }

    static boolean isSoon(@Nullable Instant end, Instant now) {
        return end != null && end.isAfter(now) && end.isBefore(now.plus(SOON));
    }
}
