package dev.atlasgateway.simulator.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atlasgateway.simulator.reply.ErrorReplyException;
import dev.atlasgateway.simulator.reply.Errors;
import dev.atlasgateway.simulator.reply.Reply;

/** The errors of the token endpoint: OAuth's error body (RFC 6749, 5.2), except for Atlas's own body of a 429. */
public final class OAuthErrors {

    private OAuthErrors() {}

    public static ErrorReplyException invalidRequest(String description) {
        return of(400, "invalid_request", description);
    }

    public static ErrorReplyException invalidClient() {
        return of(401, "invalid_client", "Invalid credentials provided.");
    }

    public static ErrorReplyException accessDenied() {
        return of(403, "access_denied", "Access Token limit reached. Revoke a token or wait until one expires.");
    }

    public static ErrorReplyException serverError() {
        return of(500, "server_error", "Unexpected error.");
    }

    public static ErrorReplyException tooManyRequests(int most) {
        var detail = "Resource " + TokenEndpoint.TOKEN + " is limited to " + most + " requests every 1 minutes.";
        return Errors.of(429, "RATE_LIMITED", detail, TokenEndpoint.TOKEN, most, 1);
    }

    static ErrorReplyException of(int status, String error, String description) {
        return new ErrorReplyException(new Reply(status, "application/json", new Body(error, description)));
    }

    private record Body(
            String error, @JsonProperty("error_description") String errorDescription) {}
}
