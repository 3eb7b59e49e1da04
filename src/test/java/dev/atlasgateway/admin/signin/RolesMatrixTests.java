package dev.atlasgateway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every endpoint of the admin side, called by every kind of visitor. */
@OnSharedGateway
class RolesMatrixTests {

    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final List<AdminEndpoint> ENDPOINTS = AdminEndpoint.all(GATEWAY);
    private static final long REVISION = revision();

    @Test
    void hasAnExpectationForExactlyTheEndpointsThatExist() {
        assertThat(ENDPOINTS)
                .extracting(AdminEndpoint::toString)
                .as("the endpoints that Spring finds, and those of ExpectedAccess")
                .containsExactlyInAnyOrderElementsOf(ExpectedAccess.allEndpoints());
    }

    @Test
    void findsOnlyEndpointsOfApiAndConsole() {
        assertThat(ENDPOINTS).allSatisfy(endpoint -> assertThat(endpoint.path()).matches("/(admin|console)(/.*)?"));
    }

    @TestFactory
    Stream<DynamicTest> opensEachEndpointToItsRolesOnly() {
        return ENDPOINTS.stream()
                .filter(endpoint -> expected(endpoint) != ExpectedAccess.EVERY_CLIENT)
                .flatMap(endpoint -> Stream.of(Visitor.values())
                        .map(visitor -> DynamicTest.dynamicTest(
                                "%s, %s".formatted(endpoint, visitor), () -> check(endpoint, visitor))));
    }

    @TestFactory
    Stream<DynamicTest> opensSignInToEveryClient() {
        return ENDPOINTS.stream()
                .filter(endpoint -> expected(endpoint) == ExpectedAccess.EVERY_CLIENT)
                .map(endpoint -> DynamicTest.dynamicTest(
                        endpoint.toString(),
                        () -> assertThat(endpoint.call(Visitor.ANONYMOUS).status())
                                .isIn(200, 400, 422)));
    }

    private static void check(AdminEndpoint endpoint, Visitor visitor) {
        var reply = endpoint.call(visitor);
        assertThat(isRefused(endpoint, reply))
                .as("%s answered %s %s", endpoint, reply.status(), reply.body())
                .isNotEqualTo(expected(endpoint).admits(visitor));
        if (endpoint.path().contains("{team}") && visitor == Visitor.LEAD_OF_ANOTHER_TEAM) {
            assertThat(reply.status()).as("team against team").isIn(403, 404);
        }
    }

    private static ExpectedAccess expected(AdminEndpoint endpoint) {
        return ExpectedAccess.of(endpoint).orElseThrow(() -> new AssertionError("ExpectedAccess lacks " + endpoint));
    }

    /** Returns true for a refusal by the filter chain. A handler method may refuse for other reasons. */
    private static boolean isRefused(AdminEndpoint endpoint, Reply reply) {
        return endpoint.isOfConsole()
                ? reply.header("Location").equals("/console/sign-in") || reply.status() == 403
                : reply.status() == 401 || reply.header("WWW-Authenticate").contains("insufficient_scope");
    }

    @AfterAll
    static void changesNoPolicy() {
        assertThat(revision()).isEqualTo(REVISION);
    }

    private static long revision() {
        return GATEWAY.part(Policy.class).current().revision();
    }
}
