package dev.atlasgateway.audit;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Refusal;
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
}
