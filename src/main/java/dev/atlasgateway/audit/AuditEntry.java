package dev.atlasgateway.audit;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.exchange.StaleRetryGuard;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.problem.Problem;

/** Record of the call under way. Each step notes its result here and gets it back to go on with. */
public interface AuditEntry {

    Call noteCall(Call call);

    AuthorizedCall noteGrant(AuthorizedCall authorized);

    Change noteChange(Change change);

    ApprovedChange noteApproval(ApprovedChange approved);

    /**
     * Stores the intent of the call durably, before anything is sent to Atlas.
     *
     * <p>Waits while an older change to the same instance is being retried ({@link StaleRetryGuard}).
     *
     * @throws dev.atlasgateway.problem.Refusal {@link Problem#GATEWAY_AUDIT_UNAVAILABLE} if the intent cannot be stored:
     *     the gateway does not do what it cannot record; {@link Problem#GATEWAY_UPSTREAM_UNAVAILABLE} if the wait would
     *     last past the deadline of the call
     */
    Intent storeIntent(AtlasRequest request);

    AtlasResponse noteResponse(AtlasResponse response);
}
