package dev.atlasgateway.admin.signin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;

/** Somebody was not let in; an expected answer and no fault, so it has no stack trace and a flood stays cheap. */
final class SignInRefused extends BadCredentialsException {

    private static final String WRONG = "The name or the password is wrong.";
    private static final String UNKNOWN = "(unknown)";

    private final String reason;
    private final String name;
    private final transient @Nullable Duration limit;

    private SignInRefused(String reason, String message, String name, @Nullable Duration limit) {
        super(message);
        this.reason = reason;
        this.name = name;
        this.limit = limit;
    }

    static SignInRefused wrongPassword(String name) {
        return new SignInRefused("password", WRONG, name, null);
    }

    /** What was typed is not repeated anywhere, as it may well be a password in the wrong field. */
    static SignInRefused wrongName() {
        return new SignInRefused("password", WRONG, UNKNOWN, null);
    }

    /** The company knows them, and they are no admin. */
    static SignInRefused withoutRole(String name) {
        return new SignInRefused("role", "None of your roles is one of the gateway's admin side.", name, null);
    }

    static SignInRefused limited(Duration wait) {
        return new SignInRefused(
                "limit", "Too many attempts to sign in failed of late; wait a minute and try again.", UNKNOWN, wait);
    }

    /** One word for it, which the sign-in page knows. */
    String reason() {
        return reason;
    }

    /** Who that was, as far as it is known and fit to be recorded. */
    String name() {
        return name;
    }

    /** How long nothing more is looked at, if that is why; else null. */
    @Nullable
    Duration limit() {
        return limit;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
    public Throwable fillInStackTrace() {
        return this;
    }
}
