package dev.atlasgateway.atlas.token;

import dev.atlasgateway.atlas.http.ExchangeResult.HttpReply;
import dev.atlasgateway.atlas.token.Credential.Token;
import dev.atlasgateway.atlas.token.TokenResult.MintError;
import dev.atlasgateway.atlas.token.TokenResult.MintFailure;
import dev.atlasgateway.exchange.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads responses of Atlas's token endpoint: RFC 6749, parts 5.1 and 5.2, and Atlas's own 403 and 429. */
final class TokenResponseReader {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A token expires for the gateway this long early, at most: a call on its way needs it to be valid. */
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(10);

    private TokenResponseReader() {}

    /** @param requestedAt when the request was sent: the life of a token starts then at the earliest */
    static TokenResult read(HttpReply reply, Instant requestedAt) {
        var retryAfter = RetryAfter.of(reply.headers(), requestedAt);
        return switch (reply.status()) {
            case 200 -> token(json(reply), requestedAt);
            case 401 -> new MintFailure(MintError.INVALID_CLIENT, null);
            case 400 ->
                new MintFailure(isInvalidClient(json(reply)) ? MintError.INVALID_CLIENT : MintError.UNAVAILABLE, null);
            case 403 -> new MintFailure(MintError.TOKEN_LIMIT, retryAfter);
            case 429 -> new MintFailure(MintError.RATE_LIMITED, retryAfter);
            default -> new MintFailure(MintError.UNAVAILABLE, retryAfter);
        };
    }

    /** Returns a token that is stale at a random 80 to 90 % of its life, so that replicas renew at different times. */
    private static TokenResult token(JsonNode json, Instant requestedAt) {
        var value = json.path("access_token").asString("");
        var life = Duration.ofSeconds(json.path("expires_in").asLong(0));
        if (value.isEmpty()
                || !life.isPositive()
                || !json.path("token_type").asString("").equalsIgnoreCase("bearer")) {
            return new MintFailure(MintError.UNAVAILABLE, null);
        }
        var tenth = life.dividedBy(10);
        var margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
        var fresh = (long) (life.toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 0.9));
        return new Token(
                value, requestedAt.plusMillis(fresh), requestedAt.plus(life).minus(margin));
    }

    private static boolean isInvalidClient(JsonNode json) {
        return json.path("error").asString("").equals("invalid_client");
    }

    private static JsonNode json(HttpReply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
