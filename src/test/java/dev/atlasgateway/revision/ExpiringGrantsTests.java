package dev.atlasgateway.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.testing.Policies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpiringGrantsTests {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private final AtomicReference<PolicySnapshot> policy = new AtomicReference<>(PolicySnapshot.EMPTY);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ExpiringGrants expiring = new ExpiringGrants(policy::get, InstantSource.fixed(NOW));

    @Test
    void countsGrantsOfEachTeamThatExpireWithinTwoWeeks() {
        policy.set(grants(
                grant("payments", "a", NOW.plus(Duration.ofDays(13))),
                grant("payments", "b", NOW.plus(Duration.ofDays(15))),
                grant("search", "a", NOW.minus(Duration.ofDays(1))),
                grant("forever", "a", null)));
        expiring.bindTo(registry);

        assertThat(counted("payments")).isEqualTo(1);
        assertThat(counted("search")).isZero();
        assertThat(registry.find("gateway.policy.grants.expiring")
                        .tag("team", "forever")
                        .gauge())
                .isNull();
    }

    @Test
    void followsThePolicy() {
        policy.set(grants(grant("payments", "a", NOW.plus(Duration.ofDays(1)))));
        expiring.bindTo(registry);
        policy.set(grants(
                grant("payments", "a", NOW.plus(Duration.ofDays(1))),
                grant("payments", "b", NOW.plus(Duration.ofDays(2)))));
        expiring.follow();

        assertThat(counted("payments")).isEqualTo(2);
    }

    private double counted(String team) {
        return registry.get("gateway.policy.grants.expiring")
                .tag("team", team)
                .gauge()
                .value();
    }

    private static Grant grant(String team, String instances, @Nullable Instant expiresAt) {
        return new Grant(team, "32b6e34b3d91647abb20e7b8", Role.GROUP_OWNER, instances, expiresAt, null);
    }

    private static PolicySnapshot grants(Grant... grants) {
        return Policies.of(1, List.of(grants));
    }
}
