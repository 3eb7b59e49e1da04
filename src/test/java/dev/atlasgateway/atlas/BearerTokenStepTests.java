package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.atlas.token.Credential.Token;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Effect;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenStepTests {

    private final AtlasSimulator simulator = AtlasSimulator.start(0, SimulatorSettings.forLoad());
    private final AtlasClientFixture client = AtlasClientFixture.to(simulator.baseUrl());

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void signsAllCallsWithOneToken() {
        for (var call = 0; call < 10; call++) {
            assertThat(statuses(client.change())).containsExactly(200);
        }
        assertThat(simulator.mintedTokens()).isEqualTo(1);
        assertThat(authorizations()).hasSize(1);
    }

    @Test
    void retriesWithANewTokenWhenAtlasRefusesTheOldOne() {
        client.change();
        simulator.revokeTokens();
        simulator.clearReceived();
        assertThat(statuses(client.change())).containsExactly(401, 200);
        assertThat(authorizations()).hasSize(2);
        assertThat(simulator.mintedTokens()).isEqualTo(2);
    }

    @Test
    void doesNotRetryAChangeIfANewerOneExists() {
        client.change();
        simulator.revokeTokens();
        client.retryGuard.stale = true;
        simulator.clearReceived();
        assertThat(statuses(client.change())).containsExactly(401);
        assertThat(authorizations()).hasSize(1);
        assertThat(client.retryGuard.calls).isOne();
    }

    @Test
    void retriesAReadEvenIfTheInstanceHasChanged() {
        client.change();
        simulator.revokeTokens();
        client.retryGuard.stale = true;
        assertThat(statuses(client.read())).containsExactly(401, 200);
        assertThat(client.retryGuard.calls).isZero();
    }

    @Test
    void returnsTheRefusalWhenAtlasRefusesTheNewTokenToo() {
        simulator.orders(Fault.status(401).times(2));
        assertThat(statuses(client.change())).containsExactly(401, 401);
        assertThat(simulator.mintedTokens()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER_UNAUTHORIZED", "NOT_IN_GROUP", "USER_CANNOT_ACCESS_GROUP"})
    void mintsNoTokenWhenTheAccountIsNotAllowed(String errorCode) {
        var refusal = new Effect.Status(401, null, errorCode, Effect.Body.JSON, false);
        simulator.orders(Fault.of(refusal));
        assertThat(statuses(client.change())).containsExactly(401);
        assertThat(simulator.mintedTokens()).isEqualTo(1);
    }

    @Test
    void returnsTheRefusalWhenNoNewTokenIsAvailable() {
        client.change();
        simulator.revokeTokens();
        simulator.orders(Fault.tokenRefusal(500));
        assertThat(statuses(client.change())).containsExactly(401);
    }

    @Test
    void returnsTheRefusalWhenNoTimeIsLeftForTheRetry() {
        var clock = new TestClock();
        try (var late = AtlasClientFixture.at(clock, simulator.baseUrl())) {
            late.change();
            simulator.revokeTokens();
            late.retryGuard.beforeRetry = () -> clock.advance(Duration.ofMillis(29_800));
            assertThat(late.change()).isInstanceOf(Reply.class);
            assertThat(statuses(late.change())).containsExactly(200);
        }
    }

    @Test
    void failsFastWithRetryAfterIfThereIsNoToken() {
        simulator.orders(Fault.tokenRefusal(403));
        var response = client.change();
        assertThat(response).isInstanceOfSatisfying(NoReply.class, noReply -> {
            assertThat(noReply.cause()).isEqualTo(Cause.NO_TOKEN);
            assertThat(noReply.retryAfter()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
            assertThat(noReply.attempts()).isEmpty();
        });
        assertThat(simulator.received()).hasSize(1);
    }

    @Test
    void overwritesTheAuthorizationOfARequest() {
        var request = AtlasClientFixture.readRequest().with("authorization", "Bearer of the caller");
        assertThat(((Reply) client.send(request)).status()).isEqualTo(200);
    }

    @Test
    void neverShowsATokenOrASecret() {
        client.change();
        var token = (Token) client.tokens().current(Instant.now().plusSeconds(10));
        assertThat(token.toString()).doesNotContain(token.value());
        assertThat(AtlasClientFixture.properties(simulator.baseUrl()).toString())
                .doesNotContain(AtlasSimulator.CLIENT_SECRET);
        assertThat(client.accounts.toString()).doesNotContain(AtlasSimulator.CLIENT_SECRET, token.value());
    }

    private static List<Integer> statuses(AtlasResponse response) {
        return response.attempts().stream().map(Attempt::status).toList();
    }

    private Set<String> authorizations() {
        return simulator.received().stream()
                .filter(request -> request.path().startsWith("/api/atlas/"))
                .map(request -> request.header("Authorization"))
                .collect(Collectors.toSet());
    }
}
