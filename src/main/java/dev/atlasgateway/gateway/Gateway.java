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
 * <p>A step returns the evidence that later steps need. Code that sends a call to Atlas without authorization, approval
 * or an audit record does not compile. Tests check the order that types do not express, such as quota before guardrails.
 */
record Gateway(
        AuditTrail audit,
        Contract contract,
        Access access,
        Quotas quotas,
        Guardrails guardrails,
        Translator translator,
        Atlas atlas)
        implements Pipeline {

    @Override
    public ApiResponse handle(Caller caller, ApiRequest request) {
        return translator.addNotices(request, audit.record(caller, request, entry -> {
            var call = entry.noteCall(contract.match(request));
            var authorized = entry.noteGrant(access.authorize(caller, call));
            var charge = quotas.spend(authorized);
            var approved = charge.runOrRefund(() -> {
                var change = entry.noteChange(contract.read(authorized.call(), request));
                return entry.noteApproval(guardrails.approve(authorized, change));
            });
            var intent = charge.runOrRefund(
                    () -> entry.storeIntent(translator.toAtlas(approved))); // durable before it leaves
            var response = entry.noteResponse(atlas.send(intent));
            return charge.addHeaders(translator.toCaller(approved, response));
        }));
    }

    @Override
    public Pipeline dryRun(AuditTrail audit, Access access, Quotas quotas, Guardrails guardrails) {
        return new Gateway(audit, contract, access, quotas, guardrails, translator, intent -> {
            throw new IllegalStateException("A dry run must end before it reaches Atlas");
        });
    }
}
