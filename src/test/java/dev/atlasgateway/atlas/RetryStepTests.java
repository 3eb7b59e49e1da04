package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Effect.Body;
import dev.atlasgateway.simulator.fault.Effect.Status;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryStepTests {

    private final AtlasSimulator simulator = AtlasSimulator.start(0, SimulatorSettings.forLoad());
    private final AtlasClientFixture client =
            AtlasClientFixture.to(simulator.baseUrl(), "circuit-breaker.enabled=false");

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retriesAChangeThatAtlasRefusedForNow(int status) {
        simulator.orders(Fault.status(status).times(2));
        assertThat(statuses(client.change())).containsExactly(status, status, 200);
        assertThat(simulator.instance(AtlasSimulator.PROJECT, "orders-dev").changes())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void asksTheGuardBeforeItRetriesAChangeInDoubt(int status) {
        simulator.orders(Fault.status(status));
        assertThat(statuses(client.change())).containsExactly(status, 200);
        assertThat(client.retryGuard.calls).isEqualTo(1);
    }

    @Test
    void asksTheGuardBeforeItRetriesAfterALostConnection() {
        simulator.orders(Fault.resetAfterApplying());
        var response = client.change();
        assertThat(statuses(response)).containsExactly(0, 200);
        assertThat(response.attempts()).extracting(Attempt::effect).containsExactly(Effect.UNKNOWN, Effect.APPLIED);
        assertThat(client.retryGuard.calls).isEqualTo(1);
    }

    @Test
    void doesNotRetryAChangeInDoubtIfANewerOneExists() {
        client.retryGuard.stale = true;
        simulator.orders(Fault.resetAfterApplying());
        var response = client.change();
        assertThat(response)
                .isInstanceOfSatisfying(
                        NoReply.class, noReply -> assertThat(noReply.cause()).isEqualTo(Cause.AMBIGUOUS));
        assertThat(response.attempts()).hasSize(1);
        assertThat(changesReceived()).isEqualTo(1);
        assertThat(withheld("superseded")).isEqualTo(1);
        assertThat(client.count("gateway.atlas.retries")).isZero();
    }

    @Test
    void doesNotRetryARefusedChangeIfANewerOneExists() {
        client.retryGuard.stale = true;
        simulator.orders(Fault.status(503));
        assertThat(statuses(client.change())).containsExactly(503);
        assertThat(changesReceived()).isEqualTo(1);
    }

    @Test
    void asksTheGuardBeforeEveryRetryOfAChange() {
        simulator.orders(Fault.resetAfterApplying(), Fault.status(503));
        assertThat(statuses(client.change())).containsExactly(0, 503, 200);
        assertThat(client.retryGuard.calls).isEqualTo(2);
    }

    @Test
    void retriesAReadWithoutAskingTheGuard() {
        simulator.orders(Fault.resetBeforeApplying(), Fault.status(502));
        assertThat(statuses(client.read())).containsExactly(0, 502, 200);
        assertThat(client.retryGuard.calls).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 403, 404, 409, 500})
    void returnsAFinalResponse(int status) {
        simulator.orders(Fault.status(status).always());
        assertThat(statuses(client.change())).containsExactly(status);
        assertThat(client.count("gateway.atlas.retries.withheld")).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTML", "EMPTY", "CUT", "NOT_GZIP", "EMPTY_GZIP"})
    void decidesByTheStatusIfTheBodyOfARefusalCannotBeRead(Body body) {
        for (var status : List.of(400, 402, 403, 404, 409)) {
            simulator.orders(Fault.status(status, body));
            assertThat(statuses(client.change())).containsExactly(status);
        }
        for (var status : List.of(401, 429, 503)) {
            simulator.orders(Fault.status(status, body));
            var response = client.change();
            assertThat(statuses(response)).containsExactly(status, 200);
            assertThat(response.mayHaveApplied()).isFalse();
        }
        simulator.orders(Fault.of(new Status(429, "120", null, body, false)));
        assertThat(client.change()).isInstanceOfSatisfying(Reply.class, reply -> {
            assertThat(reply.headers()).containsEntry("retry-after", "120");
            assertThat(statuses(reply)).containsExactly(429);
            assertThat(reply.mayHaveApplied()).isFalse();
        });
    }

    @Test
    void retriesAChangeWhoseAnswerWasCutWithinItsHeadersOrItsBody() {
        simulator.orders(Fault.truncatedHead(), Fault.truncated());
        var response = client.change();
        assertThat(statuses(response)).containsExactly(0, 0, 200);
        assertThat(response.attempts())
                .extracting(Attempt::error)
                .containsExactly("connection-lost", "answer-truncated", null);
        assertThat(client.retryGuard.calls).isEqualTo(2);
    }

    @Test
    void stopsAfterThreeAttemptsAndReturnsAllOfThem() {
        simulator.orders(Fault.status(503).always());
        assertThat(statuses(client.change())).containsExactly(503, 503, 503);
        assertThat(withheld("attempts")).isEqualTo(1);
        assertThat(client.count("gateway.atlas.retries", "account", "main", "cause", "503"))
                .isEqualTo(2);
    }

    @Test
    void waitsForRetryAfterIfTheDeadlineAllows() {
        simulator.orders(Fault.status(429, 1));
        var attempts = client.change().attempts();
        assertThat(attempts).extracting(Attempt::status).containsExactly(429, 200);
        assertThat(Duration.between(
                        attempts.getFirst().startedAt(), attempts.getLast().startedAt()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void returnsTheRefusalAtOnceIfRetryAfterIsTooLong() {
        simulator.orders(Fault.status(429, 60));
        var answer = (Reply) client.change();
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsEntry("retry-after", "60");
        assertThat(answer.attempts()).hasSize(1);
        assertThat(withheld("deadline")).isEqualTo(1);
    }

    @Test
    void keepsTheDoubtWhenAtlasDidNotReceiveTheRetry() {
        try (var cut = AtlasClientFixture.to(
                simulator.baseUrl(), "circuit-breaker.minimum-calls=1", "circuit-breaker.open-for=1m")) {
            simulator.orders(Fault.resetAfterApplying());
            var response = cut.change();
            assertThat(response)
                    .isInstanceOfSatisfying(
                            NoReply.class,
                            noReply -> assertThat(noReply.cause()).isEqualTo(Cause.AMBIGUOUS));
            assertThat(response.mayHaveApplied()).isTrue();
            assertThat(changesReceived()).isEqualTo(1);
        }
    }

    @Test
    void keepsTheAnswerOfAtlasIfNoTimeIsLeftForTheRetry() {
        var clock = new TestClock();
        try (var late = AtlasClientFixture.at(clock, simulator.baseUrl())) {
            late.retryGuard.beforeRetry = () -> clock.advance(Duration.ofMillis(29_800));
            simulator.orders(Fault.status(503));
            assertThat(late.change())
                    .isInstanceOfSatisfying(
                            Reply.class, reply -> assertThat(reply.status()).isEqualTo(503));
            assertThat(changesReceived()).isEqualTo(1);
        }
    }

    @Test
    void keepsTheAnswerOfAtlasIfTheGatewayStopsDuringThePause() throws Exception {
        try (var patient = AtlasClientFixture.to(simulator.baseUrl(), "retry.initial-wait=5s")) {
            simulator.orders(Fault.status(503));
            var answer = new CompletableFuture<AtlasResponse>();
            var call = Thread.ofVirtual().start(() -> answer.complete(patient.change()));
            await().until(() -> patient.leasedConnections() == 0
                    && call.getState() == Thread.State.TIMED_WAITING
                    && changesReceived() == 1);
            call.interrupt();
            assertThat(answer.get(10, TimeUnit.SECONDS).attempts())
                    .extracting(Attempt::status, Attempt::effect)
                    .containsExactly(tuple(503, Effect.NONE));
        }
    }

    @Test
    void addsAtMostAFifthOfTheTrafficAndTheReserve() {
        try (var atNoon =
                AtlasClientFixture.at(new TestClock(), simulator.baseUrl(), "circuit-breaker.enabled=false")) {
            simulator.orders(Fault.status(503).always());
            for (var call = 0; call < 200; call++) {
                atNoon.read();
            }
            assertThat(atNoon.count("gateway.atlas.retries", "account", "main", "cause", "503"))
                    .isEqualTo(10 + 200 / 5);
            assertThat(atNoon.count("gateway.atlas.retries.withheld", "account", "main", "reason", "budget"))
                    .isGreaterThan(100);
        }
    }

    @Test
    void sendsOnceWhenSwitchedOff() {
        try (var once = AtlasClientFixture.to(simulator.baseUrl(), "retry.max-attempts=1")) {
            simulator.orders(Fault.status(503));
            assertThat(statuses(once.change())).containsExactly(503);
        }
    }

    private static List<Integer> statuses(AtlasResponse response) {
        return response.attempts().stream().map(Attempt::status).toList();
    }

    private long changesReceived() {
        return simulator.received().stream()
                .filter(request -> request.method().equals("PATCH"))
                .count();
    }

    private double withheld(String reason) {
        return client.count("gateway.atlas.retries.withheld", "account", "main", "reason", reason);
    }
}
