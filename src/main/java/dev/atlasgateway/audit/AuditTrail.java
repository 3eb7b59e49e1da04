package dev.atlasgateway.audit;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Refusal;
import java.util.function.Function;

/** Records every call: its intent before anything is sent to Atlas, and its outcome afterwards. */
public interface AuditTrail {

    /**
     * Makes a call and records its outcome.
     *
     * @param call the pipeline. If it throws a {@link Refusal}, that becomes the answer; any other exception becomes
     *     {@code GATEWAY_INTERNAL_ERROR}
     * @return the answer, once its record is durable or the time for that is over: an answer of Atlas is never withheld
     */
    ApiResponse record(Caller caller, ApiRequest request, Function<AuditEntry, ApiResponse> call);

    /** Records a call that was refused before its caller was known. */
    ApiResponse recordRefusal(ApiRequest request, Refusal refusal);
}
