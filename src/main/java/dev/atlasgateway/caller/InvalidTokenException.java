package dev.atlasgateway.caller;

import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** RFC 6750's {@code invalid_token}. It has no stack trace, so that a flood of invalid tokens stays cheap. */
public final class InvalidTokenException extends InvalidBearerTokenException {

    public InvalidTokenException(String description) {
        super(description);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
    public Throwable fillInStackTrace() {
        return this;
    }
}
