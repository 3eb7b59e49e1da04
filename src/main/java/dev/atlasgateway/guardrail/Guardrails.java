package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges a change by the guardrails of the policy in force. */
public final class Guardrails {

    private final Expressions expressions;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Guardrails(Expressions expressions, InstantSource clock, MeterRegistry meters) {
        this.expressions = expressions;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Clears a change for Atlas; reads change nothing and pass.
     *
     * <p>All guardrails are asked, so that the audit has every one that was not satisfied. One that cannot be evaluated is
     * not satisfied.
     *
     * @throws Refusal {@link Problem#GATEWAY_GUARDRAIL_VIOLATION}, naming each guardrail that denies
     */
    public Cleared clear(Granted granted, Change change) {
        var guardrails = granted.policy().guardrails();
        if (guardrails.isEmpty() || !granted.call().operation().changes()) {
            return new ClearedChange(granted, change, List.of(), List.of());
        }
        var facts = Facts.of(granted, change, clock.instant());
        var denials = new ArrayList<Guardrail>();
        var warnings = new ArrayList<String>();
        var noted = new ArrayList<String>();
        for (var guardrail : guardrails) {
            if (!expressions.holds(guardrail, facts)) {
                noted.add(guardrail.name());
                count(guardrail.mode());
                switch (guardrail.mode()) {
                    case DENY -> denials.add(guardrail);
                    case WARN -> warnings.add(said(guardrail));
                    case AUDIT -> {} // noted is all that it wants
                }
            }
        }
        if (!denials.isEmpty()) {
            throw refused(denials);
        }
        return new ClearedChange(granted, change, warnings, noted);
    }

    private static Refusal refused(List<Guardrail> denials) {
        var names = denials.stream().map(Guardrail::name).toList();
        var detail = String.join(" ", denials.stream().map(Guardrails::said).toList());
        return Refusal.of(Problem.GATEWAY_GUARDRAIL_VIOLATION, detail)
                .parameters(names)
                .decidedBy("guardrail:" + String.join(",", names));
    }

    private static String said(Guardrail guardrail) {
        return "Guardrail %s: %s."
                .formatted(guardrail.name(), guardrail.message().replaceAll("\\.+$", ""));
    }

    private void count(Guardrail.Mode mode) {
        meters.counter("gateway.guardrail.hits", "mode", mode.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
