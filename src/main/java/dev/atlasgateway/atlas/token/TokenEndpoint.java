package dev.atlasgateway.atlas.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.atlas.http.ExchangeResult;
import dev.atlasgateway.atlas.http.ExchangeResult.HttpReply;
import dev.atlasgateway.atlas.http.HttpTransport;
import dev.atlasgateway.atlas.http.TransportFailure;
import dev.atlasgateway.atlas.limit.TokenRequestLimits;
import dev.atlasgateway.atlas.token.Credential.Token;
import dev.atlasgateway.atlas.token.TokenResult.MintError;
import dev.atlasgateway.atlas.token.TokenResult.MintFailure;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Atlas's token endpoint for one service account: client credentials with Basic authentication, over the connections
 * that calls use too.
 *
 * <p>If the account has two secrets, the gateway tries the one that worked last, and the other if Atlas rejects that
 * one.
 */
public final class TokenEndpoint {

    private final HttpTransport http;
    private final String clientId;
    private final ClientSecrets secrets;
    private final TokenRequestLimits limits;
    private final Duration timeout;
    private final InstantSource clock;
    private volatile @Nullable String workingSecret;

    public TokenEndpoint(
            HttpTransport http,
            String clientId,
            ClientSecrets secrets,
            TokenRequestLimits limits,
            Duration timeout,
            InstantSource clock) {
        this.http = http;
        this.clientId = clientId;
        this.secrets = secrets;
        this.limits = limits;
        this.timeout = timeout;
        this.clock = clock;
    }

    TokenResult mint() {
        TokenResult result = new MintFailure(MintError.NO_SECRET, null);
        for (var secret : workingSecretFirst()) {
            result = mint(secret);
            if (result instanceof Token) {
                workingSecret = secret;
            }
            if (!(result instanceof MintFailure failure && failure.error() == MintError.INVALID_CLIENT)) {
                return result;
            }
        }
        return result;
    }

    boolean hasNewSecrets() {
        return secrets.hasChanged();
    }

    /** Revokes a token early, so that it does not count against the account's limit. Ignores failures. */
    void revoke(Token token, Duration limit) {
        var secret = workingSecret;
        if (secret != null) {
            post("/api/oauth/revoke", "token_type_hint=access_token&token=" + urlEncode(token.value()), secret, limit);
        }
    }

    private List<String> workingSecretFirst() {
        var first = workingSecret;
        return secrets.read().stream()
                .sorted(Comparator.comparing(secret -> !secret.equals(first)))
                .toList();
    }

    private TokenResult mint(String secret) {
        var wait = limits.spend();
        if (wait.isPresent()) {
            return new MintFailure(MintError.OWN_LIMIT, wait.get());
        }
        var requestedAt = clock.instant();
        var exchange = post("/api/oauth/token", "grant_type=client_credentials", secret, timeout);
        if (!mayHaveIssued(exchange)) {
            limits.refundToken();
        }
        return switch (exchange) {
            case HttpReply reply -> TokenResponseReader.read(reply, requestedAt);
            case TransportFailure failure -> new MintFailure(MintError.UNAVAILABLE, null);
        };
    }

    /** Returns whether Atlas may have issued a token, even if the gateway did not get it. 502 and 504 come from a proxy. */
    private static boolean mayHaveIssued(ExchangeResult exchange) {
        return switch (exchange) {
            case HttpReply reply -> List.of(200, 502, 504).contains(reply.status());
            case TransportFailure failure -> failure.mayBeReceived();
        };
    }

    private ExchangeResult post(String path, String form, String secret, Duration limit) {
        var credentials = urlEncode(clientId) + ":" + urlEncode(secret);
        var headers = Map.of(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)),
                "Content-Type", "application/x-www-form-urlencoded",
                "Accept", "application/json");
        return http.exchange("POST", path, headers, form.getBytes(UTF_8), limit);
    }

    private static String urlEncode(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
