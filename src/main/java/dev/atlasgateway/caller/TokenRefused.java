package dev.atlasgateway.caller;

import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** RFC 6750's {@code invalid_token}; an expected answer and no fault, so it has no stack trace and a flood stays cheap. */
final class TokenRefused extends InvalidBearerTokenException {

    TokenRefused(String description) {
        super(description);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
    public Throwable fillInStackTrace() {
        return this;
    }
}
