package dev.atlasgateway.explain;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.gateway.Pipeline;
import dev.atlasgateway.guardrail.CurrentStateReader;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.quota.Quotas;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes calls through the pipeline of real calls, with doors that have no effect: nothing is spent, recorded or sent. Only
 * reading the current state of an instance has an effect.
 */
@Component
record DryRunner(Pipeline pipeline, Access access, Quotas quotas, Guardrails guardrails) {

    /**
     * The conditions of a dry run.
     *
     * @param now whether {@code at} is the present, for which the quotas are known
     * @param current reads the current state; null to leave it unread
     */
    record Conditions(
            PolicySnapshot policy,
            Instant at,
            boolean now,
            @Nullable CurrentStateReader current) {}

    DryRun run(ProposedCall call, Conditions conditions) {
        var run = new DryRun();
        var caller = new Caller(
                call.team(), Objects.requireNonNullElse(call.client(), "?"), "explain", LoginKind.SERVICE_ACCOUNT);
        pipeline.dryRun(
                        run,
                        access.under(conditions.policy(), conditions.at()),
                        new LookOnlyQuotas(quotas, conditions.now(), run::noteBucket),
                        guardrails.dryRun(conditions.at(), conditions.current(), run::noteEvaluation))
                .handle(caller, call.request(conditions.at()));
        return run;
    }
}
