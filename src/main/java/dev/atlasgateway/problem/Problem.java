package dev.atlasgateway.problem;

import java.util.Arrays;
import org.springframework.http.HttpStatus;

/**
 * Everything that the gateway itself can answer besides success.
 *
 * <p>Constants bear Atlas's errorCode where Atlas has one (docs, "API Error Codes"); codes of our own start with
 * {@code GATEWAY_}.
 */
public enum Problem {
    NO_CURRENT_USER(HttpStatus.UNAUTHORIZED),
    USER_UNAUTHORIZED(HttpStatus.FORBIDDEN),
    RESOURCE_NOT_FOUND(HttpStatus.NOT_FOUND),
    INVALID_GROUP_ID(HttpStatus.BAD_REQUEST),
    VALIDATION_ERROR(HttpStatus.BAD_REQUEST),
    MALFORMED_JSON(HttpStatus.BAD_REQUEST),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS),
    RATE_LIMITED_TOKEN_BUCKET(HttpStatus.TOO_MANY_REQUESTS),
    GATEWAY_BAD_REQUEST(HttpStatus.BAD_REQUEST),
    GATEWAY_METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    GATEWAY_REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT),
    GATEWAY_BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    GATEWAY_URI_TOO_LONG(HttpStatus.URI_TOO_LONG),
    GATEWAY_HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    GATEWAY_NOT_IMPLEMENTED(HttpStatus.NOT_IMPLEMENTED),
    GATEWAY_UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    GATEWAY_GUARDRAIL_VIOLATION(HttpStatus.FORBIDDEN),
    GATEWAY_ISSUER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    GATEWAY_QUOTA_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    GATEWAY_AUDIT_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    GATEWAY_ATLAS_CREDENTIAL_REFUSED(HttpStatus.BAD_GATEWAY),
    GATEWAY_BAD_UPSTREAM_ANSWER(HttpStatus.BAD_GATEWAY),
    GATEWAY_UPSTREAM_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    GATEWAY_UPSTREAM_TIMEOUT(HttpStatus.GATEWAY_TIMEOUT),
    GATEWAY_INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR);

    /** An HTTP version that nobody speaks is the caller's mistake, whatever its number says. */
    private static final int UNKNOWN_VERSION = 505;

    private final HttpStatus status;

    Problem(HttpStatus status) {
        this.status = status;
    }

    public int status() {
        return status.value();
    }

    /** What a bare status of the server underneath means: the gateway's own code for it, or the nearest. */
    public static Problem ofStatus(int status) {
        return Arrays.stream(values())
                .filter(problem -> problem.status() == status && problem.isStatusAlone())
                .findFirst()
                .orElse(status >= 500 && status != UNKNOWN_VERSION ? GATEWAY_INTERNAL_ERROR : GATEWAY_BAD_REQUEST);
    }

    private boolean isStatusAlone() {
        return switch (this) {
            case NO_CURRENT_USER,
                    USER_UNAUTHORIZED,
                    RESOURCE_NOT_FOUND,
                    GATEWAY_BAD_REQUEST,
                    GATEWAY_METHOD_NOT_ALLOWED,
                    GATEWAY_REQUEST_TIMEOUT,
                    GATEWAY_BODY_TOO_LARGE,
                    GATEWAY_URI_TOO_LONG,
                    GATEWAY_HEADERS_TOO_LARGE,
                    GATEWAY_NOT_IMPLEMENTED,
                    GATEWAY_UNSUPPORTED_MEDIA_TYPE,
                    GATEWAY_INTERNAL_ERROR -> true;
            default -> false;
        };
    }

    /** The HTTP phrase, which Atlas repeats as {@code reason}. */
    public String reason() {
        return status.getReasonPhrase();
    }
}
