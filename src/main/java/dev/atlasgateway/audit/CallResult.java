package dev.atlasgateway.audit;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * How a call is answered.
 *
 * @param refusal what ended it early, if something did
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
