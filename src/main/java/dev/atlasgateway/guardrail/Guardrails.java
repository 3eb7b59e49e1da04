package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.guardrail.Finding.Result;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges a change by the guardrails of the policy that let the call in. */
public final class Guardrails {

    private static final Logger LOG = LoggerFactory.getLogger(Guardrails.class);

    private final Expressions expressions;
    private final CurrentState current;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Guardrails(Expressions expressions, CurrentState current, InstantSource clock, MeterRegistry meters) {
        this.expressions = expressions;
        this.current = current;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Clears a change for Atlas; reads change nothing and pass.
     *
     * <p>All guardrails are asked, so that the audit has every one that was not satisfied. The current state is read at
     * most once, only where a guardrail uses it, and not where another one refuses the call anyway.
     *
     * @throws Refusal {@link Problem#GATEWAY_GUARDRAIL_VIOLATION}, naming each guardrail that denies, or why the
     *     current state could not be read
     */
    public ApprovedChange approve(Granted granted, Change change) {
        if (granted.policy().guardrails().isEmpty()
                || !granted.call().operation().changes()) {
            return new GuardedChange(granted, change, List.of(), List.of());
        }
        var judged = judge(granted, change, clock.instant(), current);
        judged.findings().stream().filter(Finding::violated).forEach(this::tell);
        return judged.orRefuse();
    }

    /**
     * Says what each guardrail makes of a change, and leaves no trace of having been asked.
     *
     * @param at what {@code now} is
     * @param state null where it is not to be read: guardrails that use it are {@link Result#NOT_ASKED}
     */
    public Evaluation judge(Granted granted, Change change, Instant at, @Nullable CurrentState state) {
        if (!granted.call().operation().changes()) {
            return new Evaluation(granted, change, List.of());
        }
        var facts = new CelVariables(granted, change, at);
        var findings = new ArrayList<Finding>();
        var denied = false;
        var waiting = false;
        for (var rule : expressions.of(granted.policy())) {
            var finding = rule.usesCurrent() ? rule.unasked() : rule.ask(facts);
            waiting |= rule.usesCurrent();
            denied |= finding.violated() && finding.guardrail().mode() == Mode.DENY;
            findings.add(finding);
        }
        if (waiting && !denied && state != null) {
            facts.current(state.of(new GuardedChange(granted, Change.NONE, List.of(), List.of())));
            var rules = expressions.of(granted.policy());
            for (int i = 0; i < rules.size(); i++) {
                if (rules.get(i).usesCurrent()) {
                    findings.set(i, rules.get(i).ask(facts));
                }
            }
        }
        return new Evaluation(granted, change, findings);
    }

    /** Says what is wrong with an expression, as it is being typed. */
    public CheckResult check(String expression) {
        return expressions.check(expression);
    }

    private void tell(Finding finding) {
        var guardrail = finding.guardrail();
        meters.counter("gateway.guardrail.hits", "mode", guardrail.mode().name().toLowerCase(Locale.ROOT))
                .increment();
        if (finding.result() == Result.FAILED) {
            LOG.atWarn()
                    .addKeyValue("guardrail", guardrail.name())
                    .addKeyValue("reason", finding.why())
                    .log("A guardrail could not be evaluated and counts as violated");
        }
    }
}
