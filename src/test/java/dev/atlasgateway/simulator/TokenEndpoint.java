package dev.atlasgateway.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atlasgateway.simulator.wire.WireRequest;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code POST /api/oauth/token} and {@code POST /api/oauth/revoke}: the OAuth 2.0 client credentials grant. */
final class TokenEndpoint {

    static final String TOKEN = "/api/oauth/token";
    static final String REVOKE = "/api/oauth/revoke";

    private final ServiceAccounts accounts;
    private final TokenLimits limits;

    TokenEndpoint(ServiceAccounts accounts, TokenLimits limits) {
        this.accounts = accounts;
        this.limits = limits;
    }

    Reply answer(WireRequest request) {
        if (!request.method().equals("POST")) {
            throw new Refused(
                    oauth(405, "invalid_request", "Only POST is allowed.").with("Allow", "POST"));
        }
        return request.path().equals(TOKEN) ? mint(request) : revoke(request);
    }

    private Reply mint(WireRequest request) {
        var credentials = credentials(request);
        if (!accounts.mayAsk(credentials.clientId())) {
            throw tooManyRequests(limits.requestsPerMinute());
        }
        authenticate(credentials);
        var form = form(request);
        var grantType = form.get("grant_type");
        if (grantType == null) {
            throw new Refused(oauth(400, "invalid_request", "The parameter grant_type is missing."));
        }
        if (!grantType.equals("client_credentials")) {
            throw new Refused(oauth(400, "unsupported_grant_type", "Only client_credentials is supported."));
        }
        var token = accounts.mint(credentials.clientId());
        if (token == null) {
            throw new Refused(accessDenied());
        }
        return Reply.ok("application/json", new Minted(token, limits.lifetime().toSeconds(), "Bearer"))
                .with("Cache-Control", "no-store");
    }

    private Reply revoke(WireRequest request) {
        var credentials = credentials(request);
        authenticate(credentials);
        var token = form(request).get("token");
        if (token == null) {
            throw new Refused(oauth(400, "invalid_request", "The parameter token is missing."));
        }
        accounts.revoke(credentials.clientId(), token);
        return new Reply(200, "application/json", null, List.of(), false);
    }

    private void authenticate(Credentials credentials) {
        if (!accounts.authenticates(credentials.clientId(), credentials.secret())) {
            throw new Refused(invalidClient());
        }
    }

    /** Id and secret are each form-encoded inside the Basic header (RFC 6749, 2.3.1). */
    private static Credentials credentials(WireRequest request) {
        var authorization = request.header("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw new Refused(invalidClient());
        }
        try {
            var pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8);
            var colon = pair.indexOf(':');
            if (colon < 0) {
                throw new Refused(invalidClient());
            }
            return new Credentials(
                    URLDecoder.decode(pair.substring(0, colon), UTF_8),
                    URLDecoder.decode(pair.substring(colon + 1), UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Refused(invalidClient());
        }
    }

    private static Map<String, String> form(WireRequest request) {
        var type = request.header("Content-Type");
        if (type == null || !type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33)) {
            throw new Refused(oauth(400, "invalid_request", "The body must be application/x-www-form-urlencoded."));
        }
        var form = new HashMap<String, String>();
        for (var pair : new String(request.body(), UTF_8).split("&")) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    form.put(
                            URLDecoder.decode(pair.substring(0, equals), UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
                } catch (IllegalArgumentException e) {
                    throw new Refused(oauth(400, "invalid_request", "The body is not form-encoded."));
                }
            }
        }
        return form;
    }

    static Reply invalidClient() {
        return oauth(401, "invalid_client", "Invalid credentials provided.");
    }

    static Reply accessDenied() {
        return oauth(403, "access_denied", "Access Token limit reached. Revoke a token or wait until one expires.");
    }

    static Reply serverError() {
        return oauth(500, "server_error", "Unexpected error.");
    }

    /** The one error of this endpoint that is Atlas-shaped. */
    static Refused tooManyRequests(int most) {
        return Errors.of(
                429,
                "RATE_LIMITED",
                "Resource " + TOKEN + " is limited to " + most + " requests every 1 minutes.",
                TOKEN,
                most,
                1);
    }

    private static Reply oauth(int status, String error, String description) {
        return new Reply(status, "application/json", new OAuthError(error, description), List.of(), false);
    }

    private record Credentials(String clientId, String secret) {}

    record Minted(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("token_type") String tokenType) {}

    record OAuthError(
            String error, @JsonProperty("error_description") String errorDescription) {}
}
