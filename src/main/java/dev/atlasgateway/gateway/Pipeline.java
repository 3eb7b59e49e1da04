package dev.atlasgateway.gateway;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.audit.AuditTrail;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.quota.Quotas;

/** Takes a call through all steps. */
public interface Pipeline {

    ApiResponse handle(Caller caller, ApiRequest request);

    /**
     * Returns the same steps for calls that only Explain and backtests make. Nothing is sent to Atlas.
     *
     * @param audit keeps what the steps find; its entry must end the call in {@code storeIntent}
     */
    Pipeline dryRun(AuditTrail audit, Access access, Quotas quotas, Guardrails guardrails);
}
