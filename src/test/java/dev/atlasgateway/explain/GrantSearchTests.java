package dev.atlasgateway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.testing.Policies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrantSearchTests {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final String ORDERS = "32b6e34b3d91647abb20e7b8";
    private static final String DIGEST = "0".repeat(64);

    private static final Grant STANDING = grant("payments", "*", null);
    private static final Grant NARROW = grant("search", "*-dev", null);
    private static final Grant TOMORROW = grant("search", "a", NOW.plus(Duration.ofDays(1)));
    private static final Grant IN_A_WEEK = grant("search", "b", NOW.plus(Duration.ofDays(7)));
    private static final Grant OVER = grant("payments", "c", NOW);
    private static final Grant OF_THE_DISABLED = grant("closed", "*", null);

    private final PolicySnapshot policy = Policies.of(
            1,
            List.of(
                    new Team("payments", "p@example.com", false),
                    new Team("search", null, false),
                    new Team("closed", null, true)),
            List.of(
                    new Client("works", "payments", List.of(new Client.Secret(DIGEST, null)), false),
                    new Client("lapsed", "payments", List.of(new Client.Secret(DIGEST, NOW)), false),
                    new Client("disabled", "payments", List.of(new Client.Secret(DIGEST, null)), true)),
            List.of(new Project(ORDERS, "orders", "default", null, null)),
            List.of(STANDING, NARROW, TOMORROW, IN_A_WEEK, OVER, OF_THE_DISABLED));
    private final GrantSearch search =
            new GrantSearch(() -> policy, () -> Map.of(STANDING.key(), NOW.minusSeconds(5)), InstantSource.fixed(NOW));

    @Test
    void findsWhoMayChangeAnInstanceNow() {
        assertThat(grants(search.change(ORDERS, "orders-dev"))).containsExactlyInAnyOrder(STANDING, NARROW);
        assertThat(grants(search.change(ORDERS, "orders-prod"))).containsExactly(STANDING);
        assertThat(grants(search.change(ORDERS, null)))
                .containsExactlyInAnyOrder(STANDING, NARROW, TOMORROW, IN_A_WEEK);
    }

    @Test
    void returnsClientsAndContact() {
        assertThat(search.change(ORDERS, "orders-prod")).singleElement().satisfies(held -> {
            assertThat(held.clients()).containsExactly("works");
            assertThat(held.teamContact()).isEqualTo("p@example.com");
            assertThat(held.project()).isEqualTo("orders");
            assertThat(held.lastUsed()).isEqualTo(NOW.minusSeconds(5));
        });
    }

    @Test
    void returnsExpiredGrantsOfATeamToo() {
        assertThat(search.team("payments"))
                .extracting(GrantSearch.GrantUse::grant, GrantSearch.GrantUse::works)
                .containsExactlyInAnyOrder(tuple(STANDING, true), tuple(OVER, false));
    }

    @Test
    void sortsByExpiryAndLeavesOutExpiredGrants() {
        assertThat(grants(search.expiring(Duration.ofDays(7)))).containsExactly(TOMORROW, IN_A_WEEK);
        assertThat(grants(search.expiring(Duration.ofDays(7).minusSeconds(1)))).containsExactly(TOMORROW);
    }

    @Test
    void returnsGrantsThatNeverAllowedACall() {
        assertThat(grants(search.neverUsed()))
                .contains(NARROW, OVER, OF_THE_DISABLED)
                .doesNotContain(STANDING);
    }

    private static List<Grant> grants(List<GrantSearch.GrantUse> held) {
        return held.stream().map(GrantSearch.GrantUse::grant).toList();
    }

    private static Grant grant(String team, String instances, @Nullable Instant expiresAt) {
        return new Grant(team, ORDERS, Role.GROUP_OWNER, instances, expiresAt, null);
    }
}
