package dev.atlasgateway.audit;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a call is answered.
 *
 * @param refusal what ended it early, if something did
 */
record Ending(ApiResponse answer, @Nullable Refusal refusal) {

    static Ending answered(ApiResponse answer) {
        return new Ending(answer, null);
    }

    static Ending refused(Refusal refusal, String requestId) {
        return new Ending(refusal.toResponse(requestId), refusal);
    }

    @Nullable
    String errorCode() {
        return answer.headers().get("X-Error-Code");
    }

    /** What said no, as {@code kind:name}, or only the kind where the refusal names nothing. */
    static String decidedBy(Refusal refusal) {
        return Objects.requireNonNullElse(
                refusal.decidedBy(),
                switch (refusal.problem()) {
                    case NO_CURRENT_USER, GATEWAY_ISSUER_UNAVAILABLE -> "caller";
                    case USER_UNAUTHORIZED -> "access";
                    case RATE_LIMITED_TOKEN_BUCKET, GATEWAY_QUOTA_UNAVAILABLE -> "quota";
                    case GATEWAY_GUARDRAIL_VIOLATION -> "guardrail";
                    case GATEWAY_AUDIT_UNAVAILABLE -> "audit";
                    case GATEWAY_UPSTREAM_UNAVAILABLE,
                            GATEWAY_UPSTREAM_TIMEOUT,
                            GATEWAY_BAD_UPSTREAM_ANSWER,
                            GATEWAY_ATLAS_CREDENTIAL_REFUSED,
                            RATE_LIMITED -> "atlas";
                    case GATEWAY_INTERNAL_ERROR -> "gateway";
                    case RESOURCE_NOT_FOUND,
                            INVALID_GROUP_ID,
                            VALIDATION_ERROR,
                            MALFORMED_JSON,
                            GATEWAY_BAD_REQUEST,
                            GATEWAY_METHOD_NOT_ALLOWED,
                            GATEWAY_REQUEST_TIMEOUT,
                            GATEWAY_BODY_TOO_LARGE,
                            GATEWAY_URI_TOO_LONG,
                            GATEWAY_HEADERS_TOO_LARGE,
                            GATEWAY_NOT_IMPLEMENTED,
                            GATEWAY_UNSUPPORTED_MEDIA_TYPE -> "contract";
                });
    }
}
