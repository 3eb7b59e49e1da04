package dev.atlasgateway.gateway;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.atlas.Atlas;
import dev.atlasgateway.audit.AuditTrail;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.contract.Contract;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.quota.Quotas;
import dev.atlasgateway.translation.Translator;

/**
 * The life of a call, in one expression.
 *
 * <p>Each line hands the next the evidence that it needs, so that leaving a step out, or swapping two, does not compile.
 */
record Gateway(
        AuditTrail audit,
        Contract contract,
        Access access,
        Quotas quotas,
        Guardrails guardrails,
        Translator translator,
        Atlas atlas) {

    ApiResponse handle(Caller caller, ApiRequest request) {
        return translator.addNotices(request, audit.record(caller, request, entry -> {
            var call = entry.noteCall(contract.match(request));
            var granted = entry.noteGrant(access.authorize(caller, call));
            var charge = quotas.spend(granted);
            var approved = charge.orRefund(() -> {
                var change = entry.noteChange(contract.read(granted.call(), request));
                return entry.noteApproval(guardrails.approve(granted, change));
            });
            var intent =
                    charge.orRefund(() -> entry.storeIntent(translator.toAtlas(approved))); // durable before it leaves
            var response = entry.noteResponse(atlas.send(intent));
            return charge.stamp(translator.toCaller(approved, response));
        }));
    }
}
