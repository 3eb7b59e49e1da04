package dev.atlasgateway.caller.login;

import dev.atlasgateway.caller.LoginLimit;
import dev.atlasgateway.problem.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * Rejects a login. It never says why the credentials are not valid. The log says that.
 *
 * <p>It has no stack trace, so that a flood of rejected logins stays cheap.
 */
final class LoginRejectedException extends OAuth2AuthenticationException {

    private static final String NOT_BASIC =
            "Send the client id and the secret by HTTP Basic, in one Authorization header. The"
                    + " gateway reads them neither from the form nor from the query.";

    private final @Nullable Refusal limit;

    private LoginRejectedException(OAuth2Error error, @Nullable Refusal limit) {
        super(error);
        this.limit = limit;
    }

    static LoginRejectedException badCredentials() {
        return new LoginRejectedException(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT), null);
    }

    /** The request has no credentials where the gateway reads them. */
    static LoginRejectedException notBasic() {
        return new LoginRejectedException(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, NOT_BASIC, null), null);
    }

    static LoginRejectedException limitReached(int limit, Duration wait) {
        return limited(
                LoginConfiguration.TOKEN_PATH,
                "Resource %s is limited to %d failed requests every %d minutes.",
                limit,
                LoginLimit.PERIOD,
                wait);
    }

    /** The client has a right secret, and sends too many requests. */
    static LoginRejectedException tooManyRequests(String path, int limit, Duration period, Duration wait) {
        return limited(
                path,
                "Resource %s is limited to %d requests of a client every %d minutes. A token is valid for an hour: keep it.",
                limit,
                period,
                wait);
    }

    private static LoginRejectedException limited(
            String path, String sentence, int limit, Duration period, Duration wait) {
        var refusal =
                LoginLimit.refusal(sentence.formatted(path, limit, period.toMinutes()), path, limit, period, wait);
        return new LoginRejectedException(new OAuth2Error("rate_limited"), refusal);
    }

    /** Returns the response in Atlas's error format if the login limit is reached, else null. */
    @Nullable
    Refusal limit() {
        return limit;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
    public Throwable fillInStackTrace() {
        return this;
    }
}
