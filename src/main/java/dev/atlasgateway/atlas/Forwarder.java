package dev.atlasgateway.atlas;

import static dev.atlasgateway.exchange.AtlasDeadline.SHORTEST_ATTEMPT;
import static dev.atlasgateway.exchange.Attempt.Effect.APPLIED;
import static dev.atlasgateway.exchange.Attempt.Effect.NONE;
import static dev.atlasgateway.exchange.Attempt.Effect.UNKNOWN;

import dev.atlasgateway.atlas.http.ExchangeResult.HttpReply;
import dev.atlasgateway.atlas.http.HttpTransport;
import dev.atlasgateway.atlas.http.TransportFailure;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.exchange.Intent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Makes one attempt: sends headers and body unchanged, and determines the effect of the response. Makes none if too little
 * time is left.
 */
record Forwarder(HttpTransport http, Duration attemptTimeout, InstantSource clock) implements Atlas {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public AtlasResponse send(Intent intent) {
        var startedAt = clock.instant();
        var left = Duration.between(startedAt, intent.deadline());
        if (isTooShort(intent.request(), left)) {
            return new NoReply(Cause.NOT_SENT, null, List.of());
        }
        var limit = left.compareTo(attemptTimeout) < 0 ? left : attemptTimeout;
        var request = intent.request();
        var start = System.nanoTime();
        var result = http.exchange(request.method(), request.path(), request.headers(), toBytes(request), limit);
        var duration = Duration.ofNanos(System.nanoTime() - start);
        return switch (result) {
            case HttpReply reply -> response(request, startedAt, duration, reply);
            case TransportFailure failure -> noReply(request, startedAt, duration, failure);
        };
    }

    private boolean isTooShort(AtlasRequest request, Duration left) {
        var least = SHORTEST_ATTEMPT.compareTo(attemptTimeout) < 0 ? SHORTEST_ATTEMPT : attemptTimeout;
        return !left.isPositive() || (request.changes() && left.compareTo(least) < 0);
    }

    private static AtlasResponse response(AtlasRequest request, Instant startedAt, Duration duration, HttpReply reply) {
        var status = reply.status();
        JsonNode body;
        try {
            body = JSON.readTree(reply.body());
        } catch (JacksonException e) {
            if (status / 100 == 2 && e instanceof UnexpectedEndOfInputException) {
                return noReply(request, startedAt, duration, TransportFailure.ANSWER_TRUNCATED);
            }
            body = MissingNode.getInstance();
        }
        var attempt = new Attempt(startedAt, duration, status, effect(request, status, body), null);
        return new Reply(status, reply.headers(), body, List.of(attempt));
    }

    private static NoReply noReply(
            AtlasRequest request, Instant startedAt, Duration duration, TransportFailure failure) {
        var attempt = new Attempt(startedAt, duration, 0, effect(request, failure), failure.code());
        return new NoReply(failure.cause(), null, List.of(attempt));
    }

    /**
     * Returns what an attempt did to the instance.
     *
     * <p>After 500, 502 and 504 the effect is unknown; 503 has none. It is also unknown after a success that does not
     * show the instance, because a proxy may have sent that page.
     */
    private static Effect effect(AtlasRequest request, int status, JsonNode body) {
        if (!request.changes() || status == 503) {
            return NONE;
        }
        if (status / 100 == 2) {
            return body.path("name").isString() ? APPLIED : UNKNOWN;
        }
        return status >= 500 ? UNKNOWN : NONE;
    }

    private static Effect effect(AtlasRequest request, TransportFailure failure) {
        return request.changes() && failure.mayBeReceived() ? UNKNOWN : NONE;
    }

    private static byte[] toBytes(AtlasRequest request) {
        return request.body() == null ? new byte[0] : JSON.writeValueAsBytes(request.body());
    }
}
