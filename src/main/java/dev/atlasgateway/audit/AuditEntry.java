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

/** The record of the call under way: each step tells it what it found, and gets it back to go on with. */
public interface AuditEntry {

    Call noteCall(Call call);

    AuthorizedCall noteGrant(AuthorizedCall authorized);

    Change noteChange(Change change);

    ApprovedChange noteApproval(ApprovedChange approved);

    /**
     * Stores durably what is about to be sent.
     *
     * <p>While an older change to the same resource is being repeated ({@link StaleRetryGuard}), this one waits.
     *
     * @throws dev.atlasgateway.problem.Refusal {@link Problem#GATEWAY_AUDIT_UNAVAILABLE}: what cannot be recorded is
     *     not done; {@link Problem#GATEWAY_UPSTREAM_UNAVAILABLE} if it would have to wait past its deadline
     */
    Intent storeIntent(AtlasRequest request);

    AtlasResponse noteResponse(AtlasResponse response);
}
