package dev.atlasgateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.testing.Policies;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccessTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ORDERS = "32b6e34b3d91647abb20e7b8";
    private static final String BILLING = "42b6e34b3d91647abb20e7b8";
    private static final Caller CALLER =
            new Caller("payments", "mdb_sa_id_665f1c2e9b1d4a0012ab34cd", "gateway", LoginKind.SERVICE_ACCOUNT);
    private static final Call UPDATE = new Call(Operation.UPDATE_SERVERLESS_INSTANCE, ORDERS, "orders-prod");
    private static final Call GET = new Call(Operation.GET_SERVERLESS_INSTANCE, ORDERS, "orders-prod");
    private static final Team PAYMENTS = new Team("payments", null, false);
    private static final Team SEARCH = new Team("search", null, false);

    @Test
    void returnsTheGrantThatAllowsTheCall() {
        var grant = grant(Role.GROUP_OWNER, "*", null);
        var policy = policy(PAYMENTS, ORDERS, grant);
        var authorized = access(policy).authorize(CALLER, UPDATE);
        assertThat(authorized.caller()).isEqualTo(CALLER);
        assertThat(authorized.call()).isEqualTo(UPDATE);
        assertThat(authorized.project().groupId()).isEqualTo(ORDERS);
        assertThat(authorized.grant()).isEqualTo(grant);
        assertThat(authorized.policy()).isSameAs(policy);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void allowsOwnersToChangeAndEveryRoleToRead(Role role) {
        var access = access(policy(PAYMENTS, ORDERS, grant(role, "*", null)));
        assertThat(access.authorize(CALLER, GET).grant().role()).isEqualTo(role);
        if (role == Role.GROUP_OWNER) {
            assertThat(access.authorize(CALLER, UPDATE).grant().role()).isEqualTo(role);
        } else {
            assertThat(refusal(access, UPDATE).problem()).isEqualTo(Problem.USER_UNAUTHORIZED);
        }
    }

    @Test
    void namesTheRevisionThatRefuses() {
        var policy = policy(PAYMENTS, ORDERS, grant(Role.GROUP_READ_ONLY, "*", null));
        assertThat(refusal(access(policy), UPDATE).policyRevision()).isEqualTo(policy.revision());
    }

    @Test
    void skipsGrantsThatDoNotAllowTheCall() {
        var allowing = grant(Role.GROUP_OWNER, "orders-*", NOW.plusSeconds(1));
        var access = access(policy(
                PAYMENTS,
                ORDERS,
                grant(Role.GROUP_READ_ONLY, "*", null),
                grant(Role.GROUP_OWNER, "*", NOW),
                grant(Role.GROUP_OWNER, "billing-*", null),
                allowing));
        assertThat(access.authorize(CALLER, UPDATE).grant()).isEqualTo(allowing);
    }

    @Test
    void endsAGrantAtTheSecondInWhichItExpires() {
        var access = access(policy(PAYMENTS, ORDERS, grant(Role.GROUP_OWNER, "*", NOW.plusSeconds(1))));
        assertThat(access.authorize(CALLER, UPDATE)).isNotNull();
        assertThat(refusal(policy(PAYMENTS, ORDERS, grant(Role.GROUP_OWNER, "*", NOW)), UPDATE))
                .isNotNull();
    }

    static Stream<Arguments> denials() {
        var owner = grant(Role.GROUP_OWNER, "*", null);
        return Stream.of(
                Arguments.of("no policy loaded", PolicySnapshot.EMPTY),
                Arguments.of("unknown project", policy(PAYMENTS, BILLING, grantOn(BILLING))),
                Arguments.of("unknown project, dangling grant", policy(PAYMENTS, BILLING, owner)),
                Arguments.of("unknown team", policy(SEARCH, ORDERS, owner)),
                Arguments.of("disabled team", policy(new Team("payments", null, true), ORDERS, owner)),
                Arguments.of("no grant", policy(PAYMENTS, ORDERS)),
                Arguments.of("another team's grant", policy(PAYMENTS, ORDERS, owner("search"))),
                Arguments.of("a grant on another project", policy(PAYMENTS, ORDERS, grantOn(BILLING))),
                Arguments.of("expired grant", policy(PAYMENTS, ORDERS, grant(Role.GROUP_OWNER, "*", NOW))),
                Arguments.of("wrong instance", policy(PAYMENTS, ORDERS, grant(Role.GROUP_OWNER, "*-dev", null))),
                Arguments.of("lesser role", policy(PAYMENTS, ORDERS, grant(Role.GROUP_CLUSTER_MANAGER, "*", null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("denials")
    void deniesWithTheSameTextForEveryReason(String reason, PolicySnapshot policy) {
        var refusal = refusal(policy, UPDATE);
        var known = policy.project(ORDERS) != null
                && !policy.grants("payments", ORDERS).isEmpty();
        var contact = !known ? "the platform team" : "platform@example.com";
        assertThat(refusal.problem()).isEqualTo(Problem.USER_UNAUTHORIZED);
        assertThat(refusal.decidedBy()).hasToString("access");
        assertThat(refusal.toResponse().headers()).isEqualTo(Map.of("X-Error-Code", "USER_UNAUTHORIZED"));
        assertThat(new String(refusal.toResponse().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"detail\":\"Team payments needs the role GROUP_OWNER on project " + ORDERS
                        + " for instance orders-prod. Ask " + contact
                        + " for it.\",\"error\":403,\"errorCode\":\"USER_UNAUTHORIZED\","
                        + "\"parameters\":[\"GROUP_OWNER\",\"" + ORDERS + "\"],\"reason\":\"Forbidden\"}");
    }

    @Test
    void decidesByTheRevisionInForce() {
        var current = new AtomicReference<>(policy(PAYMENTS, ORDERS, grant(Role.GROUP_OWNER, "*", null)));
        var access = new Access(current::get, InstantSource.fixed(NOW));
        assertThat(access.authorize(CALLER, UPDATE)).isNotNull();
        current.set(policy(PAYMENTS, ORDERS));
        assertThat(refusal(access, UPDATE).problem()).isEqualTo(Problem.USER_UNAUTHORIZED);
    }

    @Test
    void namesTheContactOfAProjectOnlyToTeamsThatHadAGrant() {
        assertThat(refusal(policy(PAYMENTS, ORDERS, grant(Role.GROUP_READ_ONLY, "*", null)), UPDATE)
                        .detail())
                .endsWith("Ask platform@example.com for it.");
        assertThat(refusal(policy(PAYMENTS, ORDERS, grant(Role.GROUP_OWNER, "*", NOW)), UPDATE)
                        .detail())
                .endsWith("Ask platform@example.com for it.");
        assertThat(refusal(policy(PAYMENTS, ORDERS, owner("search")), UPDATE).detail())
                .isEqualTo(refusal(policy(PAYMENTS, BILLING), UPDATE).detail())
                .endsWith("Ask the platform team for it.");
    }

    private static Access access(PolicySnapshot policy) {
        return new Access(() -> policy, InstantSource.fixed(NOW));
    }

    private static Refusal refusal(PolicySnapshot policy, Call call) {
        return refusal(access(policy), call);
    }

    private static Refusal refusal(Access access, Call call) {
        return catchThrowableOfType(Refusal.class, () -> access.authorize(CALLER, call));
    }

    private static PolicySnapshot policy(Team team, String groupId, Grant... grants) {
        return Policies.of(
                1,
                List.of(team),
                List.of(new Project(groupId, "a project", "default", null, "platform@example.com")),
                List.of(grants));
    }

    private static Grant grant(Role role, String instances, Instant expiresAt) {
        return new Grant("payments", ORDERS, role, instances, expiresAt, null);
    }

    private static Grant grantOn(String groupId) {
        return new Grant("payments", groupId, Role.GROUP_OWNER, "*", null, null);
    }

    private static Grant owner(String team) {
        return new Grant(team, ORDERS, Role.GROUP_OWNER, "*", null, null);
    }
}
