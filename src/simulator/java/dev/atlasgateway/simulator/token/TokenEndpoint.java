package dev.atlasgateway.simulator.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atlasgateway.simulator.reply.ErrorReplyException;
import dev.atlasgateway.simulator.reply.Reply;
import dev.atlasgateway.simulator.wire.WireRequest;

/** {@code POST /api/oauth/token} and {@code POST /api/oauth/revoke}: the OAuth 2.0 client credentials grant. */
public final class TokenEndpoint {

    static final String TOKEN = "/api/oauth/token";
    private static final String REVOKE = "/api/oauth/revoke";

    private final ServiceAccounts accounts;
    private final TokenLimits limits;

    public TokenEndpoint(ServiceAccounts accounts, TokenLimits limits) {
        this.accounts = accounts;
        this.limits = limits;
    }

    public static boolean serves(String path) {
        return path.equals(TOKEN) || path.equals(REVOKE);
    }

    /** Answers a request for a path that it {@linkplain #serves serves}, or throws the error reply. */
    public Reply answer(WireRequest request) {
        if (!request.method().equals("POST")) {
            var refused = OAuthErrors.of(405, "invalid_request", "Only POST is allowed.");
            throw new ErrorReplyException(refused.reply().with("Allow", "POST"));
        }
        return request.path().equals(TOKEN) ? mint(request) : revoke(request);
    }

    private Reply mint(WireRequest request) {
        var credentials = Credentials.basic(request.header("Authorization"));
        if (!accounts.mayAsk(credentials.clientId())) {
            throw OAuthErrors.tooManyRequests(limits.requestsPerMinute());
        }
        accounts.authenticate(credentials);
        if (!FormFields.of(request).required("grant_type").equals("client_credentials")) {
            throw OAuthErrors.of(400, "unsupported_grant_type", "Only client_credentials is supported.");
        }
        var token = accounts.mint(credentials.clientId());
        return Reply.ok(
                        "application/json",
                        new TokenReply(token, limits.lifetime().toSeconds(), "Bearer"))
                .with("Cache-Control", "no-store");
    }

    private Reply revoke(WireRequest request) {
        var credentials = Credentials.basic(request.header("Authorization"));
        accounts.authenticate(credentials);
        accounts.revoke(credentials.clientId(), FormFields.of(request).required("token"));
        return new Reply(200, "application/json", null);
    }

    private record TokenReply(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("token_type") String tokenType) {}
}
