package dev.atlasgateway.atlas.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.atlas.AtlasClientFixture;
import dev.atlasgateway.atlas.TestClock;
import dev.atlasgateway.atlas.token.Credential.NoToken;
import dev.atlasgateway.atlas.token.Credential.Token;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Effect;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenCacheTests {

    private static final String MINT = "/api/oauth/token";

    private final TestClock clock = new TestClock();
    private final AtlasSimulator simulator =
            AtlasSimulator.start(0, SimulatorSettings.forLoad().withClock(clock));
    private final AtlasClientFixture client = AtlasClientFixture.at(clock, simulator.baseUrl());

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void mintsOneTokenForAThousandWaitingCallers() {
        simulator.orders(Fault.delay(Duration.ofMillis(200)).on("POST", MINT));
        var seen = ConcurrentHashMap.newKeySet();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var caller = 0; caller < 1000; caller++) {
                callers.execute(() -> seen.add(current()));
            }
        }
        assertThat(seen).hasSize(1).first().isInstanceOf(Token.class);
        assertThat(simulator.mintedTokens()).isEqualTo(1);
    }

    @Test
    void mintsTwoTokensForTenThousandCallsInAnHour() {
        for (var call = 0; call < 10_000; call++) {
            assertThat(current()).isInstanceOf(Token.class);
            clock.advance(Duration.ofMillis(360));
        }
        await().untilAsserted(() -> assertThat(simulator.mintedTokens()).isEqualTo(2));
    }

    @Test
    void returnsAStaleTokenWhileItMintsTheSuccessor() {
        var old = current();
        simulator.orders(Fault.delay(Duration.ofMillis(300)).on("POST", MINT));
        clock.advance(Duration.ofMinutes(55));
        assertThat(current()).isEqualTo(old);
        await().untilAsserted(() -> assertThat(current()).isNotEqualTo(old).isInstanceOf(Token.class));
        assertThat(simulator.mintedTokens()).isEqualTo(2);
    }

    @Test
    void keepsAFreshToken() {
        var first = current();
        clock.advance(Duration.ofMinutes(47));
        assertThat(current()).isEqualTo(first);
        assertThat(simulator.received()).hasSize(1);
    }

    @Test
    void returnsAStaleTokenUntilItExpiresIfMintingFails() {
        var old = current();
        simulator.orders(Fault.tokenRefusal(500).always());
        clock.advance(Duration.ofMinutes(55));
        assertThat(current()).isEqualTo(old);
        await().until(() -> client.tokens().lastError() != null);
        assertThat(current()).isEqualTo(old);
        clock.advance(Duration.ofMinutes(5));
        assertThat(current()).isInstanceOf(NoToken.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, INVALID_CLIENT, 30, 60",
        "403, TOKEN_LIMIT, 30, 60",
        "429, RATE_LIMITED, 5, 10",
        "500, UNAVAILABLE, 0, 1"
    })
    void pausesAfterAFailureAndFailsFastMeanwhile(int status, TokenResult.MintError error, int least, int most) {
        simulator.orders(Fault.tokenRefusal(status));
        assertThat(current())
                .isInstanceOfSatisfying(
                        NoToken.class,
                        none -> assertThat(none.retryAfter())
                                .isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most)));
        assertThat(client.tokens().lastError()).isEqualTo(error);
        assertThat(current()).isInstanceOf(NoToken.class);
        assertThat(simulator.received()).hasSize(1);
        clock.advance(Duration.ofSeconds(most));
        assertThat(current()).isInstanceOf(Token.class);
        assertThat(client.tokens().lastError()).isNull();
    }

    @ParameterizedTest
    @EnumSource(Effect.Body.class)
    void tellsARefusalByItsStatusWhateverItsBodyIs(Effect.Body body) {
        simulator.orders(
                Fault.of(new Effect.Status(429, "120", null, body, false)).on("POST", MINT));
        assertThat(current()).isEqualTo(new NoToken(Duration.ofSeconds(120)));
        assertThat(client.tokens().lastError()).isEqualTo(TokenResult.MintError.RATE_LIMITED);
    }

    @Test
    void pausesForRetryAfter() {
        var limited = new Effect.Status(429, "90", null, Effect.Body.JSON, false);
        simulator.orders(Fault.of(limited).on("POST", MINT));
        assertThat(current()).isEqualTo(new NoToken(Duration.ofSeconds(90)));
        clock.advance(Duration.ofSeconds(89));
        assertThat(current()).isEqualTo(new NoToken(Duration.ofSeconds(1)));
        clock.advance(Duration.ofSeconds(1));
        assertThat(current()).isInstanceOf(Token.class);
    }

    @Test
    void endsThePauseWhenTheClockIsSetBack() {
        simulator.orders(Fault.tokenRefusal(403));
        assertThat(current()).isInstanceOf(NoToken.class);
        clock.advance(Duration.ofHours(-1));
        assertThat(current()).isInstanceOf(Token.class);
    }

    @Test
    void treatsAResponseWithoutATokenAsAFailure() {
        simulator.orders(Fault.garbage(Effect.Nonsense.JSON).on("POST", MINT));
        assertThat(current()).isInstanceOf(NoToken.class);
        assertThat(client.tokens().lastError()).isEqualTo(TokenResult.MintError.UNAVAILABLE);
    }

    @Test
    void doesNotWaitBeyondTheDeadline() {
        simulator.orders(Fault.delay(Duration.ofSeconds(2)).on("POST", MINT));
        assertThat(client.tokens().current(clock.instant().plusMillis(50))).isEqualTo(new NoToken(null));
        await().untilAsserted(() -> assertThat(client.tokens().expiresAt()).isNotNull());
    }

    @Test
    void sendsAtMostTenRequestsAMinute() {
        simulator.orders(Fault.tokenRefusal(500).always());
        for (var second = 0; second < 60; second++) {
            current();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(simulator.received()).hasSizeLessThanOrEqualTo(10);
    }

    static List<Fault> faultsInDoubt() {
        return List.of(
                Fault.truncated().on("POST", MINT),
                Fault.resetAfterApplying().on("POST", MINT),
                Fault.garbage(Effect.Nonsense.JSON).on("POST", MINT),
                Fault.of(new Effect.Status(504, null, null, Effect.Body.HTML, false))
                        .on("POST", MINT));
    }

    /** Atlas may have issued each of these tokens, and locks an account out that has a hundred. */
    @ParameterizedTest
    @MethodSource("faultsInDoubt")
    void sendsAtMostFortyRequestsAnHourIfAtlasMayHaveIssuedATokenEachTime(Fault inDoubt) {
        simulator.orders(inDoubt.always());
        for (var second = 0; second < 3600; second++) {
            current();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(simulator.received()).hasSizeBetween(30, 40);
    }

    @Test
    void replacesARefusedTokenOnce() {
        var refused = (Token) current();
        var newer = client.tokens().replace(refused, clock.instant().plusSeconds(10));
        assertThat(newer).isInstanceOf(Token.class).isNotEqualTo(refused);
        assertThat(client.tokens().replace(refused, clock.instant().plusSeconds(10)))
                .isEqualTo(newer);
        assertThat(simulator.mintedTokens()).isEqualTo(2);
    }

    @Test
    void stopsReplacingTokensIfAtlasRefusesEveryOne() {
        for (var refusal = 0; refusal < 100; refusal++) {
            if (current() instanceof Token token) {
                client.tokens().replace(token, clock.instant().plusSeconds(10));
            }
        }
        assertThat(simulator.mintedTokens()).isEqualTo(1 + 3);
    }

    @Test
    void revokesItsTokenOnce() throws InterruptedException {
        current();
        assertThat(simulator.liveTokens(AtlasSimulator.CLIENT_ID)).isEqualTo(1);
        client.closeAccounts();
        assertThat(simulator.liveTokens(AtlasSimulator.CLIENT_ID)).isZero();
        client.closeAccounts();
        assertThat(simulator.received()).hasSize(2);
    }

    @Test
    void waitsBrieflyForARevocationWithoutAResponse() throws InterruptedException {
        current();
        simulator.orders(Fault.delay(Duration.ofSeconds(60)).on("POST", "/api/oauth/revoke"));
        client.closeAccounts();
        var revocation = simulator.received().getLast();
        assertThat(revocation.path()).isEqualTo("/api/oauth/revoke");
        assertThat(revocation.status()).as("not answered yet").isZero();
    }

    @Test
    void registersEveryResultWithZero() {
        assertThat(client.meters.get("gateway.atlas.tokens.minted").counters())
                .hasSize(1 + TokenResult.MintError.values().length)
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
    }

    @Test
    void reportsWhetherTheLastRequestFailed() {
        assertThat(refused()).isZero();
        simulator.orders(Fault.tokenRefusal(403));
        current();
        assertThat(refused()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        current();
        assertThat(refused()).isZero();
    }

    private double refused() {
        return client.meters
                .get("gateway.atlas.tokens.refused")
                .tag("account", "main")
                .gauge()
                .value();
    }

    @Test
    void countsResultsAndReportsWhenTheTokenExpires() {
        simulator.orders(Fault.tokenRefusal(403));
        current();
        clock.advance(Duration.ofMinutes(2));
        current();
        assertThat(client.count("gateway.atlas.tokens.minted", "account", "main", "result", "token_limit"))
                .isEqualTo(1);
        assertThat(client.count("gateway.atlas.tokens.minted", "account", "main", "result", "minted"))
                .isEqualTo(1);
        assertThat(client.meters
                        .get("gateway.atlas.tokens.expires")
                        .tag("account", "main")
                        .gauge()
                        .value())
                .isEqualTo(3590);
    }

    private Credential current() {
        return client.tokens().current(soon());
    }

    private Instant soon() {
        return clock.instant().plusSeconds(10);
    }
}
