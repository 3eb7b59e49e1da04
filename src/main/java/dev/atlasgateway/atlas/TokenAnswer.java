package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.Credential.Token;
import dev.atlasgateway.atlas.ExchangeResult.Reply;
import dev.atlasgateway.atlas.TokenResult.NotMinted;
import dev.atlasgateway.atlas.TokenResult.Reason;
import dev.atlasgateway.exchange.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads what Atlas's token endpoint says: RFC 6749, parts 5.1 and 5.2, and Atlas's own 403 and 429. */
final class TokenAnswer {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A token stops serving that long before its end, or a tenth of its life: a call on its way needs it valid. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private TokenAnswer() {}

    /** @param asked when it was asked: the token's life counts from there at the earliest */
    static TokenResult read(Reply reply, Instant asked) {
        var retryAfter = RetryAfter.of(reply.headers(), asked);
        return switch (reply.status()) {
            case 200 -> token(json(reply), asked);
            case 401 -> new NotMinted(Reason.INVALID_CLIENT, null);
            case 400 -> new NotMinted(isInvalidClient(json(reply)) ? Reason.INVALID_CLIENT : Reason.UNAVAILABLE, null);
            case 403 -> new NotMinted(Reason.TOKEN_LIMIT, retryAfter);
            case 429 -> new NotMinted(Reason.RATE_LIMITED, retryAfter);
            default -> new NotMinted(Reason.UNAVAILABLE, retryAfter);
        };
    }

    /** Due for renewal at 80 to 90 % of its life, at random, so that replicas do not all come at once. */
    private static TokenResult token(JsonNode json, Instant asked) {
        var value = json.path("access_token").asString("");
        var life = Duration.ofSeconds(json.path("expires_in").asLong(0));
        if (value.isEmpty()
                || !life.isPositive()
                || !json.path("token_type").asString("").equalsIgnoreCase("bearer")) {
            return new NotMinted(Reason.UNAVAILABLE, null);
        }
        var tenth = life.dividedBy(10);
        var margin = tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN;
        var due = (long) (life.toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 0.9));
        return new Token(value, asked.plusMillis(due), asked.plus(life).minus(margin));
    }

    private static boolean isInvalidClient(JsonNode json) {
        return json.path("error").asString("").equals("invalid_client");
    }

    private static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
