package dev.atlasgateway.problem;

import dev.atlasgateway.problem.DecidedBy.RuleKind;
import java.util.Arrays;
import org.springframework.http.HttpStatus;

/**
 * Reason why the gateway refuses a call. Its name is the {@code errorCode} of the response.
 *
 * <p>The names are Atlas's error codes where Atlas has one (docs, "API Error Codes"). Codes that Atlas does not have start
 * with {@code GATEWAY_}.
 */
public enum Problem {
    NO_CURRENT_USER(HttpStatus.UNAUTHORIZED, RuleKind.CALLER),
    USER_UNAUTHORIZED(HttpStatus.FORBIDDEN, RuleKind.ACCESS),
    RESOURCE_NOT_FOUND(HttpStatus.NOT_FOUND, RuleKind.CONTRACT),
    INVALID_GROUP_ID(HttpStatus.BAD_REQUEST, RuleKind.CONTRACT),
    INVALID_VERSION_DATE(HttpStatus.NOT_ACCEPTABLE, RuleKind.CONTRACT),
    VALIDATION_ERROR(HttpStatus.BAD_REQUEST, RuleKind.CONTRACT),
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, RuleKind.CONTRACT),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, RuleKind.CALLER),
    RATE_LIMITED_TOKEN_BUCKET(HttpStatus.TOO_MANY_REQUESTS, RuleKind.QUOTA),
    GATEWAY_BAD_REQUEST(HttpStatus.BAD_REQUEST, RuleKind.CONTRACT),
    GATEWAY_METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, RuleKind.CONTRACT),
    GATEWAY_REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, RuleKind.CONTRACT),
    GATEWAY_BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, RuleKind.CONTRACT),
    GATEWAY_URI_TOO_LONG(HttpStatus.URI_TOO_LONG, RuleKind.CONTRACT),
    GATEWAY_HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, RuleKind.CONTRACT),
    GATEWAY_NOT_IMPLEMENTED(HttpStatus.NOT_IMPLEMENTED, RuleKind.CONTRACT),
    GATEWAY_OPERATION_NOT_SERVED(HttpStatus.NOT_IMPLEMENTED, RuleKind.CONTRACT),
    GATEWAY_UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, RuleKind.CONTRACT),
    GATEWAY_GUARDRAIL_VIOLATION(HttpStatus.FORBIDDEN, RuleKind.GUARDRAIL),
    GATEWAY_ISSUER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, RuleKind.CALLER),
    GATEWAY_QUOTA_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, RuleKind.QUOTA),
    GATEWAY_AUDIT_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, RuleKind.AUDIT),
    GATEWAY_ATLAS_CREDENTIAL_REFUSED(HttpStatus.BAD_GATEWAY, RuleKind.ATLAS),
    GATEWAY_BAD_UPSTREAM_ANSWER(HttpStatus.BAD_GATEWAY, RuleKind.ATLAS),
    GATEWAY_UPSTREAM_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, RuleKind.ATLAS),
    GATEWAY_UPSTREAM_TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, RuleKind.ATLAS),
    GATEWAY_INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, RuleKind.GATEWAY);

    /** HTTP Version Not Supported. The caller caused it, although it is a 5xx status. */
    private static final int UNKNOWN_VERSION = 505;

    private final HttpStatus status;
    private final RuleKind decider;

    Problem(HttpStatus status, RuleKind decider) {
        this.status = status;
        this.decider = decider;
    }

    public int status() {
        return status.value();
    }

    /** Returns the kind of rule that refuses with this problem. */
    RuleKind decider() {
        return decider;
    }

    /** Returns the problem for a status that the HTTP server produced without an error code. */
    public static Problem ofStatus(int status) {
        return Arrays.stream(values())
                .filter(problem -> problem.status() == status && problem.isDefaultOfStatus())
                .findFirst()
                .orElse(status >= 500 && status != UNKNOWN_VERSION ? GATEWAY_INTERNAL_ERROR : GATEWAY_BAD_REQUEST);
    }

    private boolean isDefaultOfStatus() {
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

    /** Returns the HTTP reason phrase, which Atlas repeats as {@code reason}. */
    public String reason() {
        return status.getReasonPhrase();
    }
}
