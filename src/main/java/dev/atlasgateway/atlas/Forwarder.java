package dev.atlasgateway.atlas;

import static dev.atlasgateway.exchange.Attempt.Effect.APPLIED;
import static dev.atlasgateway.exchange.Attempt.Effect.NONE;
import static dev.atlasgateway.exchange.Attempt.Effect.UNKNOWN;

import dev.atlasgateway.atlas.ExchangeResult.Reply;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Answered;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.Unanswered;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.exchange.Intent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Makes one attempt: the request's own headers and body, as they are, and what is known of the effect afterwards. */
record Forwarder(HttpExchanges http, Duration attemptTimeout, InstantSource time) implements Atlas {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public AtlasResponse send(Intent intent) {
        var startedAt = time.instant();
        var left = Duration.between(startedAt, intent.deadline());
        if (!left.isPositive()) {
            return new Unanswered(Cause.NOT_SENT, null, List.of());
        }
        var limit = left.compareTo(attemptTimeout) < 0 ? left : attemptTimeout;
        var request = intent.request();
        var begun = System.nanoTime();
        var exchanged = http.exchange(request.method(), request.path(), request.headers(), written(request), limit);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        return switch (exchanged) {
            case Reply reply -> {
                var body = read(reply);
                var attempt = new Attempt(startedAt, took, reply.status(), effect(request, reply.status(), body), null);
                yield new Answered(reply.status(), reply.headers(), body, List.of(attempt));
            }
            case Failure why -> {
                var attempt = new Attempt(startedAt, took, 0, effect(request, why), why.word());
                yield new Unanswered(why.cause(), null, List.of(attempt));
            }
        };
    }

    /**
     * A gateway of Atlas's (502, 504) and a crash (500) leave it open what became of the change; 503 refuses it. A success
     * that does not show the instance may be anybody's, a proxy's page for one: nobody knows what became of that change.
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

    private static Effect effect(AtlasRequest request, Failure why) {
        return request.changes() && why.mayHaveLeft() ? UNKNOWN : NONE;
    }

    private static byte[] written(AtlasRequest request) {
        return request.body() == null ? new byte[0] : JSON.writeValueAsBytes(request.body());
    }

    private static JsonNode read(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
