package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.simulator.fault.Effect.Body;
import dev.atlasgateway.simulator.fault.Effect.Nonsense;
import dev.atlasgateway.simulator.fault.Effect.Status;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The answers to callers while Atlas or the audit fails, and the outcomes in the audit. */
@OnSharedGateway
class FailureTests {

    private static final String CHANGE = "{\"terminationProtectionEnabled\":true}";

    private final RunningGateway gateway = RunningGateway.shared();

    @AfterEach
    void clearFaults() {
        gateway.atlas().clearFaults();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Problem.GATEWAY_ATLAS_CREDENTIAL_REFUSED, Fault.status(401), "failed"),
                Arguments.of(Problem.GATEWAY_ATLAS_CREDENTIAL_REFUSED, Fault.status(401, Body.EMPTY), "failed"),
                Arguments.of(Problem.GATEWAY_BAD_UPSTREAM_ANSWER, Fault.status(404, Body.HTML), "failed"),
                Arguments.of(Problem.GATEWAY_BAD_UPSTREAM_ANSWER, Fault.status(502, Body.HTML), "unknown"),
                Arguments.of(Problem.GATEWAY_BAD_UPSTREAM_ANSWER, Fault.truncatedHead(), "unknown"),
                Arguments.of(Problem.GATEWAY_BAD_UPSTREAM_ANSWER, Fault.garbage(Nonsense.HTML), "unknown"),
                Arguments.of(Problem.GATEWAY_BAD_UPSTREAM_ANSWER, Fault.resetBeforeApplying(), "unknown"),
                Arguments.of(Problem.GATEWAY_UPSTREAM_TIMEOUT, Fault.delay(Duration.ofSeconds(4)), "unknown"));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @MethodSource("faults")
    void reportsFailuresOfAtlas(Problem problem, Fault fault, String outcome) {
        gateway.atlas().orders(fault.on("PATCH").always());
        var reply = gateway.patch("payments", "orders-failing", CHANGE);
        assertAnswers(problem, reply);
        assertThat(gateway.audited(reply)).extracting(row -> row.get("stage")).containsExactly("intent", "outcome");
        assertThat(gateway.audited(reply).getLast())
                .containsEntry("error_code", problem.name())
                .containsEntry("outcome", outcome);
    }

    @ParameterizedTest
    @EnumSource(Body.class)
    void passesOnARefusalOfAtlasWhateverItsBodyIs(Body body) {
        gateway.atlas()
                .orders(Fault.of(new Status(429, "120", null, body, false)).on("PATCH"));
        var reply = gateway.patch("payments", "orders-failing", CHANGE);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("120");
        assertThat(OpenApi.faults("ApiError", reply.body())).isEmpty();
        assertThat(OpenApi.headerFaults("Error", reply.headers())).isEmpty();
        assertThat(gateway.audited(reply).getLast())
                .containsEntry("outcome", "refused")
                .containsEntry("atlas_status", 429);
    }

    @Test
    void refusesTooManyCallsAtOnce() throws InterruptedException {
        gateway.atlas().orders(Fault.delay(Duration.ofSeconds(2)).on("GET").always());
        Callable<Reply> call = () -> gateway.get("payments", "orders-failing");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var refused = threads.invokeAll(Collections.nCopies(150, call)).stream()
                    .map(Future::resultNow)
                    .filter(reply -> reply.status() != 200)
                    .toList();
            assertThat(refused).isNotEmpty().allSatisfy(reply -> {
                assertAnswers(Problem.GATEWAY_UPSTREAM_UNAVAILABLE, reply);
                assertThat(reply.header("Retry-After")).isEqualTo("1");
                assertThat(gateway.audited(reply).getLast()).containsEntry("atlas_error", "TOO_MANY_CALLS");
            });
        }
    }

    @Test
    void sendsNothingWhileTheAuditIsNotWritable() {
        var arrived = gateway.atlas().received().size();
        var unwritable = new TransactionTemplate(gateway.part(PlatformTransactionManager.class));
        var reply = unwritable.execute(holding -> {
            gateway.store().sql("lock table audit in exclusive mode").update();
            return gateway.patch("payments", "orders-failing", CHANGE);
        });
        assertAnswers(Problem.GATEWAY_AUDIT_UNAVAILABLE, reply);
        assertThat(gateway.atlas().received()).hasSize(arrived);
        await("the record, once the audit is writable")
                .untilAsserted(() -> assertThat(gateway.audited(reply))
                        .isNotEmpty()
                        .last()
                        .satisfies(row -> assertThat(row)
                                .containsEntry("error_code", "GATEWAY_AUDIT_UNAVAILABLE")
                                .containsEntry("outcome", "failed")));
        await("calls go on")
                .until(() -> gateway.patch("payments", "orders-failing", CHANGE).status() == 200);
    }

    private static void assertAnswers(Problem problem, Reply reply) {
        assertThat(reply.errorCode()).as(reply.body()).isEqualTo(problem.name());
        assertThat(reply.status()).isEqualTo(problem.status());
        assertThat(OpenApi.faults("ApiError", reply.body())).isEmpty();
        assertThat(OpenApi.headerFaults("Error", reply.headers())).isEmpty();
    }
}
