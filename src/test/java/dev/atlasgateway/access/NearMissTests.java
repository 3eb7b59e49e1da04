package dev.atlasgateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.testing.Policies;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTests {

    private static final Instant AT = Instant.parse("2026-11-29T23:56:08Z");
    private static final String ORDERS = "32b6e34b3d91647abb20e7b8";
    private static final Call UPDATE = new Call(Operation.UPDATE_SERVERLESS_INSTANCE, ORDERS, "orders-dev");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GROUP_OWNER     | orders-dev  | 2026-11-29T23:56:03Z | GROUP_OWNER on orders-dev, expired 23:56:03, 5 s before the call | GROUP_OWNER/orders-dev",
                "GROUP_OWNER     | *           | 2026-11-29T21:30:00Z | GROUP_OWNER on all instances, expired 21:30:00, 2 h before the call | GROUP_OWNER/*",
                "GROUP_OWNER     | *           | 2026-11-20T08:00:00Z | GROUP_OWNER on all instances, expired 2026-11-20 08:00:00, 9 days before the call | GROUP_OWNER/*",
                "GROUP_OWNER     | orders-prod |                      | GROUP_OWNER on orders-prod; it does not cover orders-dev | GROUP_OWNER/orders-dev",
                "GROUP_READ_ONLY | orders-*    |                      | GROUP_READ_ONLY on orders-*; the call needs GROUP_OWNER | GROUP_OWNER/orders-*",
                "GROUP_READ_ONLY | orders-prod | 2026-11-29T23:50:00Z | GROUP_READ_ONLY on orders-prod, expired 23:50:00, 6 min before the call; it does not cover orders-dev; the call needs GROUP_OWNER | GROUP_OWNER/orders-dev"
            })
    void namesTheGrantAndWhatItLacks(Role role, String instances, Instant expiresAt, String sentence, String wanted) {
        var misses = closest(grant(role, instances, expiresAt));

        assertThat(misses).singleElement().satisfies(miss -> {
            assertThat(miss.sentence(UPDATE, AT, false)).isEqualTo(sentence);
            assertThat(miss.wanted().key()).isEqualTo("payments/" + ORDERS + "/" + wanted);
            assertThat(miss.wanted().isActiveAt(AT)).isTrue();
        });
    }

    @Test
    void saysHowLongAgoAGrantExpiredIfTheCallIsNow() {
        assertThat(closest(grant(Role.GROUP_OWNER, "*", AT.minusSeconds(5)))
                        .getFirst()
                        .sentence(UPDATE, AT, true))
                .isEqualTo("GROUP_OWNER on all instances, expired 23:56:03, 5 s ago");
    }

    @Test
    void putsTheClosestFirst() {
        var lower = grant(Role.GROUP_READ_ONLY, "*", null);
        var elsewhere = grant(Role.GROUP_OWNER, "orders-prod", null);
        var longGone = grant(Role.GROUP_OWNER, "orders-*", AT.minusSeconds(500));
        var justGone = grant(Role.GROUP_OWNER, "*", AT.minusSeconds(5));
        var far = grant(Role.GROUP_READ_ONLY, "orders-prod", AT.minusSeconds(1));

        assertThat(closest(far, lower, elsewhere, longGone, justGone))
                .extracting(NearMiss::grant)
                .containsExactly(justGone, longGone, elsewhere);
        assertThat(closest()).isEmpty();
    }

    private static List<NearMiss> closest(Grant... grants) {
        var policy = Policies.of(
                7,
                List.of(new Team("payments", null, false), new Project(ORDERS, "orders", "default", null, null)),
                List.of(grants));
        return NearMiss.closest(policy, "payments", UPDATE, AT);
    }

    private static Grant grant(Role role, String instances, Instant expiresAt) {
        return new Grant("payments", ORDERS, role, instances, expiresAt, "runs it");
    }
}
