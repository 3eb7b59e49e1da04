package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.Credential.NoToken;
import dev.atlasgateway.atlas.Credential.Token;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Answered;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.Unanswered;
import dev.atlasgateway.exchange.Intent;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Signs each attempt with a valid token; where Atlas refuses the token, once more with a newer one.
 *
 * <p>Getting that one takes time, in which somebody may have changed the instance: then the refusal stands.
 */
record BearerToken(ServiceAccountTokens tokens, RetryGuard repeats) implements UnaryOperator<Atlas> {

    /**
     * Atlas says 401 also to an account that is known but may not do this: there, a new token would change nothing and
     * cost one of the few that can be had. (Codes of the Atlas error reference.)
     */
    private static final Set<String> KNOWN_BUT_NOT_ALLOWED = Set.of(
            "USER_UNAUTHORIZED",
            "NOT_IN_GROUP",
            "NOT_ORG_GROUP_CREATOR",
            "USER_CANNOT_ACCESS_GROUP",
            "USER_CANNOT_ACCESS_ORG");

    @Override
    public Atlas apply(Atlas next) {
        return intent -> switch (tokens.current(intent.deadline())) {
            case NoToken none -> new Unanswered(Cause.NO_TOKEN, none.retryAfter(), List.of());
            case Token token -> {
                var response = next.send(signed(intent, token));
                yield refusesToken(response) ? again(next, intent, token, response) : response;
            }
        };
    }

    private AtlasResponse again(Atlas next, Intent intent, Token refused, AtlasResponse refusal) {
        return switch (tokens.insteadOf(refused, intent.deadline())) {
            case NoToken none -> refusal;
            case Token token ->
                repeats.again(next, signed(intent, token))
                        .map(response -> response.withAttempts(Stream.of(refusal, response)
                                .flatMap(each -> each.attempts().stream())
                                .toList()))
                        .orElse(refusal);
        };
    }

    private static boolean refusesToken(AtlasResponse response) {
        return response instanceof Answered answered
                && answered.status() == 401
                && !KNOWN_BUT_NOT_ALLOWED.contains(answered.headers().getOrDefault("x-error-code", ""));
    }

    private static Intent signed(Intent intent, Token token) {
        return intent.with("Authorization", "Bearer " + token.value());
    }
}
