package dev.atlasgateway.atlas;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.atlas.Credential.Token;
import dev.atlasgateway.atlas.ExchangeResult.Reply;
import dev.atlasgateway.atlas.TokenResult.NotMinted;
import dev.atlasgateway.atlas.TokenResult.Reason;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Atlas's token endpoint, as one service account uses it: client credentials by Basic, over the connections that calls
 * use too.
 *
 * <p>Of two secrets, the one that worked last is tried first, the other where Atlas no longer knows it.
 */
final class TokenEndpoint {

    private final HttpExchanges http;
    private final String clientId;
    private final Secrets secrets;
    private final MintLimits limits;
    private final Duration timeout;
    private final InstantSource time;
    private volatile @Nullable String proven;

    TokenEndpoint(
            HttpExchanges http,
            String clientId,
            Secrets secrets,
            MintLimits limits,
            Duration timeout,
            InstantSource time) {
        this.http = http;
        this.clientId = clientId;
        this.secrets = secrets;
        this.limits = limits;
        this.timeout = timeout;
        this.time = time;
    }

    TokenResult mint() {
        TokenResult minted = new NotMinted(Reason.NO_SECRET, null);
        for (var secret : provenFirst()) {
            minted = mint(secret);
            if (minted instanceof Token) {
                proven = secret;
            }
            if (!(minted instanceof NotMinted not && not.reason() == Reason.INVALID_CLIENT)) {
                return minted;
            }
        }
        return minted;
    }

    boolean secretsChanged() {
        return secrets.changed();
    }

    /** Gives a token up before its time, so that it does not count against the account's limit. Best effort. */
    void revoke(Token token, Duration limit) {
        var secret = proven;
        if (secret != null) {
            post("/api/oauth/revoke", "token_type_hint=access_token&token=" + encoded(token.value()), secret, limit);
        }
    }

    private List<String> provenFirst() {
        var first = proven;
        return secrets.read().stream()
                .sorted(Comparator.comparing(secret -> !secret.equals(first)))
                .toList();
    }

    private TokenResult mint(String secret) {
        var wait = limits.waitToMint();
        if (wait.isPresent()) {
            return new NotMinted(Reason.OWN_LIMIT, wait.get());
        }
        var asked = time.instant();
        var minted = read(post("/api/oauth/token", "grant_type=client_credentials", secret, timeout), asked);
        if (minted instanceof NotMinted) {
            limits.notMinted();
        }
        return minted;
    }

    private TokenResult read(ExchangeResult exchanged, Instant asked) {
        return switch (exchanged) {
            case Reply reply -> TokenAnswer.read(reply, asked);
            case Failure failure -> new NotMinted(Reason.UNAVAILABLE, null);
        };
    }

    private ExchangeResult post(String path, String form, String secret, Duration limit) {
        var credentials = encoded(clientId) + ":" + encoded(secret);
        var headers = Map.of(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)),
                "Content-Type", "application/x-www-form-urlencoded",
                "Accept", "application/json");
        return http.exchange("POST", path, headers, form.getBytes(UTF_8), limit);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
