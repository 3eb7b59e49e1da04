package dev.atlasgateway.policy;

import static dev.atlasgateway.policy.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolicySnapshotTests {

    @Test
    void findsObjectsOfEveryKind() {
        var snapshot =
                PolicySnapshot.EMPTY.with(puts(TEAM, CLIENT, PROJECT, GRANT, GUARDRAIL, TEAM_QUOTA, PROJECT_QUOTA), 7);
        assertThat(snapshot.revision()).isEqualTo(7);
        assertThat(snapshot.team("payments")).isEqualTo(TEAM);
        assertThat(snapshot.client(CLIENT_ID)).isEqualTo(CLIENT);
        assertThat(snapshot.project(GROUP_ID)).isEqualTo(PROJECT);
        assertThat(snapshot.grants("payments", GROUP_ID)).containsExactly(GRANT);
        assertThat(snapshot.guardrails()).containsExactly(GUARDRAIL);
        assertThat(snapshot.teamQuota("payments")).isEqualTo(TEAM_QUOTA.quota());
        assertThat(snapshot.projectQuota(GROUP_ID)).isEqualTo(PROJECT_QUOTA.quota());
    }

    @Test
    void findsNothingThatItDoesNotContain() {
        var snapshot = snapshot(TEAM, PROJECT, GRANT);
        assertThat(snapshot.team("search")).isNull();
        assertThat(snapshot.grants("search", GROUP_ID)).isEmpty();
        assertThat(snapshot.grants("payments", "000000000000000000000000")).isEmpty();
        assertThat(PolicySnapshot.EMPTY.grants("payments", GROUP_ID)).isEmpty();
        assertThat(PolicySnapshot.EMPTY.revision()).isZero();
    }

    @Test
    void listsGrantsAndGuardrailsInTheSameOrderOnEveryReplica() {
        var z = new Guardrail("z", "true", Guardrail.Mode.DENY, "z");
        var oneWay = snapshot(grant("a"), grant("c"), grant("b"), z, GUARDRAIL);
        var otherWay = snapshot(GUARDRAIL, z, grant("c"), grant("b"), grant("a"));
        assertThat(oneWay.grants("payments", GROUP_ID))
                .containsExactly(grant("a"), grant("b"), grant("c"))
                .isEqualTo(otherWay.grants("payments", GROUP_ID));
        assertThat(oneWay.guardrails()).containsExactly(GUARDRAIL, z).isEqualTo(otherWay.guardrails());
    }

    @Test
    void appliesEditsOfEveryKindWithoutChangingItsBase() {
        var base = snapshot(ALL.toArray(PolicyObject[]::new));
        var emptied = base.with(ALL.stream().map(Examples::remove).toList(), 2);
        assertThat(emptied)
                .usingRecursiveComparison()
                .ignoringFields("revision", "managed", "sorted")
                .isEqualTo(PolicySnapshot.EMPTY);
        assertThat(base)
                .usingRecursiveComparison()
                .ignoringFields("sorted")
                .isEqualTo(snapshot(ALL.toArray(PolicyObject[]::new)));
    }

    @Test
    void replacesAGrantOfTheSameKey() {
        var renewed = new Grant("payments", GROUP_ID, Role.GROUP_OWNER, "*", null, "renewed");
        var snapshot = snapshot(GRANT, grant("a")).with(puts(renewed), 2);
        assertThat(snapshot.grants("payments", GROUP_ID)).containsExactly(renewed, grant("a"));
    }

    @Test
    void sharesTheGrantsOfProjectsThatNoEditTouches() {
        var elsewhere = new Grant("payments", "0".repeat(24), Role.GROUP_OWNER, "*", null, null);
        var base = snapshot(GRANT, elsewhere);
        var next = base.with(puts(grant("a")), 2);
        assertThat(next.grants.get("0".repeat(24))).isSameAs(base.grants.get("0".repeat(24)));
    }
}
