package dev.atlasgateway.audit;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call.
 *
 * @param refusal why the gateway refused the call; null if it did not
 */
record CallResult(ApiResponse answer, @Nullable Refusal refusal) {

    static CallResult answered(ApiResponse answer) {
        return new CallResult(answer, null);
    }

    static CallResult refused(Refusal refusal, String requestId) {
        return new CallResult(refusal.toResponse(requestId), refusal);
    }

    @Nullable
    String errorCode() {
        return answer.headers().get("X-Error-Code");
    }
}
