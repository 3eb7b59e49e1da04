package dev.atlasgateway.caller;

import dev.atlasgateway.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * A login that is turned away. It never tells why the credentials are not good: that is for the log.
 *
 * <p>An expected answer and no fault, so it has no stack trace and a flood stays cheap.
 */
final class LoginRefused extends OAuth2AuthenticationException {

    private final @Nullable Refusal limited;

    private LoginRefused(OAuth2Error error, @Nullable Refusal limited) {
        super(error);
        this.limited = limited;
    }

    static LoginRefused badCredentials() {
        return new LoginRefused(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT), null);
    }

    static LoginRefused limited(Refusal refusal) {
        return new LoginRefused(new OAuth2Error("rate_limited"), refusal);
    }

    /** The answer in Atlas's own shape where a limit was met, else null. */
    @Nullable
    Refusal limit() {
        return limited;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
    public Throwable fillInStackTrace() {
        return this;
    }
}
