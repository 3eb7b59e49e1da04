package dev.atlasgateway.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.testing.Policies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class UnusedGrantsTests {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Supplier<Map<String, Instant>> lastUse = Map::of;

    @Test
    void countsExpiringGrantsThatAllowedNoCallForAWeek() {
        var used = grant("busy", "used", 13);
        var longAgo = grant("busy", "long-ago", 13);
        lastUse = () -> Map.of(used.key(), days(-1), longAgo.key(), days(-8));
        unused(used, longAgo, grant("busy", "never", 13)).update();

        assertThat(counted("busy")).isEqualTo(2);
    }

    @Test
    void ignoresGrantsThatDoNotExpireSoon() {
        unused(
                        grant("payments", "later", 15),
                        grant("payments", "over", -1),
                        new Grant("forever", "32b6e34b3d91647abb20e7b8", Role.GROUP_OWNER, "*", null, null))
                .update();

        assertThat(counted("payments")).isZero();
        assertThat(counted("forever")).isNull();
    }

    @Test
    void reportsNothingBeforeTheAuditAnswersAndKeepsTheLastFiguresAfterwards() {
        var unused = unused(grant("payments", "never", 1));
        lastUse = UnusedGrantsTests::away;
        unused.update();
        assertThat(counted("payments")).isNull();

        lastUse = Map::of;
        unused.update();
        lastUse = UnusedGrantsTests::away;
        unused.update();
        assertThat(counted("payments")).isEqualTo(1);
    }

    private static Map<String, Instant> away() {
        throw new QueryTimeoutException("away");
    }

    private UnusedGrants unused(Grant... grants) {
        var policy = Policies.of(1, List.of(grants));
        var unused = new UnusedGrants(() -> policy, () -> lastUse.get(), InstantSource.fixed(NOW));
        unused.bindTo(registry);
        return unused;
    }

    private @Nullable Double counted(String team) {
        var gauge =
                registry.find("gateway.policy.grants.unused").tag("team", team).gauge();
        return gauge == null ? null : gauge.value();
    }

    private static Grant grant(String team, String instances, int days) {
        return new Grant(team, "32b6e34b3d91647abb20e7b8", Role.GROUP_OWNER, instances, days(days), null);
    }

    private static Instant days(int days) {
        return NOW.plus(Duration.ofDays(days));
    }
}
