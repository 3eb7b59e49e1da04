package dev.atlasgateway.audit;

import static dev.atlasgateway.audit.Calls.answered;
import static dev.atlasgateway.audit.Calls.attempt;
import static dev.atlasgateway.audit.Calls.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.exchange.Intent;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutcomeTests {

    @Test
    void isAppliedWhenAChangeSucceeded() {
        assertThat(change(200, answered(200, "{}"))).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void isAppliedWhenOnlyTheAnswerOfAChangeFailed() {
        assertThat(change(502, answered(200, "<html>"))).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void isAnsweredWhenAReadSucceeded() {
        assertThat(read(200, answered(200, "{}"))).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void isRefusedWhenTheGatewayRefused() {
        assertThat(Outcome.of(403, null, null)).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void isFailedWhenTheGatewayFailed() {
        assertThat(Outcome.of(503, null, null)).isEqualTo(Outcome.FAILED);
        assertThat(Outcome.of(500, null, null)).isEqualTo(Outcome.FAILED);
    }

    @Test
    void isRefusedWhenAtlasRefused() {
        assertThat(change(409, answered(409, "{}"))).isEqualTo(Outcome.REFUSED);
        assertThat(read(404, answered(404, "{}"))).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void isFailedWhenNothingReachedAtlas() {
        assertThat(change(503, unanswered(Cause.BREAKER_OPEN))).isEqualTo(Outcome.FAILED);
        assertThat(change(503, unanswered(Cause.NOT_SENT, attempt(0, Effect.NONE))))
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void isFailedWhenAtlasRefusedTheGatewaysOwnCredential() {
        assertThat(change(502, answered(401, "{}"))).isEqualTo(Outcome.FAILED);
    }

    @Test
    void isUnknownWhenAnyAttemptAtAChangeMayHaveSucceeded() {
        var response = unanswered(Cause.NOT_SENT, attempt(0, Effect.UNKNOWN), attempt(0, Effect.NONE));

        assertThat(change(503, response)).isEqualTo(Outcome.UNKNOWN);
        assertThat(change(504, unanswered(Cause.TIMED_OUT, attempt(0, Effect.UNKNOWN))))
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void isUnknownWhenTheResponseToAChangeIsMissing() {
        assertThat(change(500, null)).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void isFailedWhenAReadGotNoAnswerBecauseItChangesNothing() {
        assertThat(read(504, unanswered(Cause.TIMED_OUT, attempt(0, Effect.UNKNOWN))))
                .isEqualTo(Outcome.FAILED);
        assertThat(read(500, null)).isEqualTo(Outcome.FAILED);
    }

    private static Outcome change(int status, AtlasResponse response) {
        return Outcome.of(status, intent(Calls.patch()), response);
    }

    private static Outcome read(int status, AtlasResponse response) {
        return Outcome.of(status, intent(Calls.get()), response);
    }

    private static Intent intent(AtlasRequest request) {
        return new Intent(UUID.randomUUID(), request, Instant.now());
    }
}
