package dev.atlasgateway.signin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;

/** Somebody was not let in; an expected answer and no fault, so it has no stack trace and a flood stays cheap. */
final class SignInRefused extends BadCredentialsException {

    private final transient @Nullable Duration wait;

    private final String reason;

    private SignInRefused(String reason, String message, @Nullable Duration wait) {
        super(message);
        this.reason = reason;
        this.wait = wait;
    }

    static SignInRefused badCredentials() {
        return new SignInRefused("password", "The name or the password is wrong.", null);
    }

    /** The company knows them, and they are no admin. */
    static SignInRefused withoutRole() {
        return new SignInRefused("role", "None of your roles is one of the gateway's admin side.", null);
    }

    static SignInRefused limited(Duration wait) {
        return new SignInRefused(
                "limit", "Too many attempts to sign in failed of late; wait a minute and try again.", wait);
    }

    /** One word for it, which the sign-in page knows. */
    String reason() {
        return reason;
    }

    /** Until when nothing is looked at, if that is why; else null. */
    @Nullable
    Duration limit() {
        return wait;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
    public Throwable fillInStackTrace() {
        return this;
    }
}
