package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.token.Credential.NoToken;
import dev.atlasgateway.atlas.token.Credential.Token;
import dev.atlasgateway.atlas.token.TokenCache;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.exchange.StaleRetryGuard;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Signs each attempt with a valid token. If Atlas refuses the token, retries once with a newer one.
 *
 * <p>Getting a newer token takes time. If the instance changed meanwhile, the refusal stands.
 */
record BearerTokenStep(TokenCache tokens, StaleRetryGuard retryGuard) implements UnaryOperator<Atlas> {

    /**
     * Codes of Atlas's error reference with which Atlas answers 401 to a valid token: the account is not allowed to do
     * this. A new token would change nothing and use up one of the few that Atlas allows.
     */
    private static final Set<String> TOKEN_IS_VALID = Set.of(
            "USER_UNAUTHORIZED",
            "NOT_IN_GROUP",
            "NOT_ORG_GROUP_CREATOR",
            "USER_CANNOT_ACCESS_GROUP",
            "USER_CANNOT_ACCESS_ORG");

    @Override
    public Atlas apply(Atlas next) {
        return intent -> switch (tokens.current(intent.deadline())) {
            case NoToken none -> new NoReply(Cause.NO_TOKEN, none.retryAfter(), List.of());
            case Token token -> {
                var response = next.send(sign(intent, token));
                yield refusesToken(response) ? retry(next, intent, token, response) : response;
            }
        };
    }

    private AtlasResponse retry(Atlas next, Intent intent, Token refused, AtlasResponse refusal) {
        return switch (tokens.replace(refused, intent.deadline())) {
            case NoToken none -> refusal;
            case Token token ->
                retryGuard
                        .retry(intent, () -> next.send(sign(again(intent), token)))
                        .filter(response -> !response.attempts().isEmpty())
                        .map(response -> response.after(refusal))
                        .orElse(refusal);
        };
    }

    private static boolean refusesToken(AtlasResponse response) {
        return response instanceof Reply reply
                && reply.status() == 401
                && !TOKEN_IS_VALID.contains(Objects.requireNonNullElse(reply.errorCode(), ""));
    }

    private static Intent again(Intent intent) {
        var earlier = intent.resend() == null ? 0 : intent.resend().count();
        return intent.asRetry(earlier + 1, "401");
    }

    private static Intent sign(Intent intent, Token token) {
        return intent.with("Authorization", "Bearer " + token.value());
    }
}
