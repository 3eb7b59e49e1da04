package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.atlas.RetryDecision.Retry;
import dev.atlasgateway.atlas.RetryDecision.Stop;
import dev.atlasgateway.atlas.RetryDecision.StopReason;
import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.MissingNode;

class RetryDecisionTests {

    private static final AtlasProperties.Retry SETTINGS =
            new AtlasProperties.Retry(3, Duration.ofMillis(200), 2, 0.5, 0.2, 10);
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final double MIDDLE = 0.5;

    @ParameterizedTest
    @CsvSource({"429, 429", "502, 502", "503, 503", "504, 504"})
    void retriesIfAtlasRefusedForNowOrLeftInDoubt(int status, String cause) {
        assertThat(decision(reply(status))).isEqualTo(new Retry(cause, Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @CsvSource({"NOT_SENT, not_sent", "AMBIGUOUS, ambiguous", "TIMED_OUT, timed_out"})
    void retriesIfThereIsNoResponse(Cause why, String cause) {
        assertThat(decision(noReply(why))).isEqualTo(new Retry(cause, Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 301, 400, 401, 402, 403, 404, 405, 406, 409, 410, 413, 415, 500, 501, 505})
    void doesNotRetryAnyOtherStatus(int status) {
        assertThat(decision(reply(status))).isEqualTo(new Stop(StopReason.FINAL));
    }

    @ParameterizedTest
    @EnumSource(names = {"BREAKER_OPEN", "TOO_MANY_CALLS", "NO_TOKEN"})
    void doesNotRetryRefusalsOfTheGateway(Cause why) {
        assertThat(decision(noReply(why))).isEqualTo(new Stop(StopReason.FINAL));
    }

    @Test
    void stopsAfterTheLastAttempt() {
        assertThat(RetryDecision.of(SETTINGS, reply(503), 3, NOW, in(30), MIDDLE))
                .isEqualTo(new Stop(StopReason.ATTEMPTS));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 100", "1, 0.5, 200", "1, 1, 300", "2, 0, 200", "2, 0.5, 400", "2, 1, 600"})
    void waitsLongerEachTimeWithJitter(int attempt, double chance, long millis) {
        assertThat(RetryDecision.of(SETTINGS, reply(503), attempt, NOW, in(30), chance))
                .isEqualTo(new Retry("503", Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @CsvSource({"429, 3, 3200", "503, 3, 3200", "429, 0, 200", "429, 'Mon, 23 Nov 2026 10:00:04 GMT', 4200"})
    void waitsAtLeastAsLongAsAtlasAsks(int status, String retryAfter, long millis) {
        assertThat(decision(reply(status, retryAfter)))
                .isEqualTo(new Retry(Integer.toString(status), Duration.ofMillis(millis)));
    }

    @Test
    void stopsIfRetryAfterDoesNotFitTheDeadline() {
        assertThat(RetryDecision.of(SETTINGS, reply(429, "30"), 1, NOW, in(30), MIDDLE))
                .isEqualTo(new Stop(StopReason.DEADLINE));
    }

    @Test
    void stopsIfTooLittleTimeIsLeftForAnAttempt() {
        var deadline = NOW.plusMillis(200).plus(AtlasDeadline.SHORTEST_ATTEMPT);
        assertThat(RetryDecision.of(SETTINGS, reply(503), 1, NOW, deadline, MIDDLE))
                .isInstanceOf(Retry.class);
        assertThat(RetryDecision.of(SETTINGS, reply(503), 1, NOW, deadline.minusMillis(1), MIDDLE))
                .isEqualTo(new Stop(StopReason.DEADLINE));
    }

    private static RetryDecision decision(AtlasResponse response) {
        return RetryDecision.of(SETTINGS, response, 1, NOW, in(30), MIDDLE);
    }

    private static Instant in(int seconds) {
        return NOW.plusSeconds(seconds);
    }

    private static AtlasResponse reply(int status) {
        return new Reply(status, Map.of(), MissingNode.getInstance(), List.of());
    }

    private static AtlasResponse reply(int status, String retryAfter) {
        return new Reply(status, Map.of("retry-after", retryAfter), MissingNode.getInstance(), List.of());
    }

    private static AtlasResponse noReply(Cause cause) {
        return new NoReply(cause, null, List.of());
    }
}
