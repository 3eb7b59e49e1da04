package dev.atlasgateway.admin.signin;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;

/** Rejects a sign-in. It has no stack trace, so that a flood of rejected sign-ins stays cheap. */
public final class SignInRejectedException extends BadCredentialsException {

    /** Why a sign-in is rejected. The sign-in page shows a text for each code. */
    public enum Reason {
        PASSWORD,
        ROLE,
        LIMIT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String WRONG = "The name or the password is wrong.";
    private static final String UNKNOWN = "(unknown)";

    private final Reason reason;
    private final String name;
    private final transient @Nullable Duration retryAfter;

    private SignInRejectedException(Reason reason, String message, String name, @Nullable Duration retryAfter) {
        super(message);
        this.reason = reason;
        this.name = name;
        this.retryAfter = retryAfter;
    }

    public static SignInRejectedException wrongPassword(String name) {
        return new SignInRejectedException(Reason.PASSWORD, WRONG, name, null);
    }

    /** The name that was typed is not recorded, because it may be a password in the wrong field. */
    public static SignInRejectedException wrongName() {
        return new SignInRejectedException(Reason.PASSWORD, WRONG, UNKNOWN, null);
    }

    /** The OpenID provider knows the user, but the user has no role. */
    public static SignInRejectedException withoutRole(String name) {
        return new SignInRejectedException(
                Reason.ROLE, "None of your roles is an admin role of the gateway.", name, null);
    }

    public static SignInRejectedException limitReached(Duration wait) {
        return new SignInRejectedException(
                Reason.LIMIT, "Too many attempts to sign in failed. Wait a minute and try again.", UNKNOWN, wait);
    }

    public Reason reason() {
        return reason;
    }

    /** Returns the name for the admin events. */
    public String name() {
        return name;
    }

    /** Returns the time until the next attempt is possible if the login limit is reached, else null. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
    public Throwable fillInStackTrace() {
        return this;
    }
}
