package dev.atlasgateway.audit;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Refusal;
import java.util.function.Function;

/** Records every call: before anything leaves, what is about to happen; afterwards, what became of it. */
public interface AuditTrail {

    /**
     * Makes a call and records its ending, whatever it is.
     *
     * @param call the pipeline; what it throws becomes the answer: a {@link Refusal} its own, anything else
     *     {@code GATEWAY_INTERNAL_ERROR}
     * @return the answer, after its record is durable, or after the time allowed for that: an answer of Atlas's is
     *     never withheld
     */
    ApiResponse record(Caller caller, ApiRequest request, Function<AuditEntry, ApiResponse> call);

    /** Records a call that was refused before anybody knew who called. */
    ApiResponse recordRefusal(ApiRequest request, Refusal refusal);
}
