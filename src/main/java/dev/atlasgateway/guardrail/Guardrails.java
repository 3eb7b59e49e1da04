package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.guardrail.Finding.Result;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a change against the guardrails of the policy revision that authorized the call. */
public final class Guardrails {

    private static final Logger LOG = LoggerFactory.getLogger(Guardrails.class);

    private final ExpressionCompiler expressions;
    private final @Nullable CurrentStateReader current;
    private final InstantSource clock;
    private final Consumer<Evaluation> observer;

    Guardrails(ExpressionCompiler expressions, CurrentStateReader current, InstantSource clock, MeterRegistry meters) {
        this(expressions, current, clock, (Evaluation evaluation) -> report(evaluation, meters));
    }

    private Guardrails(
            ExpressionCompiler expressions,
            @Nullable CurrentStateReader current,
            InstantSource clock,
            Consumer<Evaluation> observer) {
        this.expressions = expressions;
        this.current = current;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * Returns the same guardrails for a dry run. They count and log nothing.
     *
     * @param at the time that expressions read as {@code now}
     * @param current null to leave guardrails that use the current state {@link Result#NOT_EVALUATED}
     * @param observer receives what the guardrails find
     */
    public Guardrails dryRun(Instant at, @Nullable CurrentStateReader current, Consumer<Evaluation> observer) {
        return new Guardrails(expressions, current, () -> at, observer);
    }

    /**
     * Approves a change for Atlas. Reads change nothing and pass.
     *
     * <p>All guardrails are evaluated, so that the audit has each one that was violated. The current state is read at most
     * once, only if a guardrail uses it, and not if another guardrail refuses the call anyway.
     *
     * @throws Refusal {@link Problem#GATEWAY_GUARDRAIL_VIOLATION}, naming each guardrail that denies, or the reason why the
     *     current state could not be read
     */
    public ApprovedChange approve(AuthorizedCall authorized, Change change) {
        if (authorized.policy().guardrails().isEmpty()
                || !authorized.call().operation().changes()) {
            return new GuardedChange(authorized, change, List.of(), List.of());
        }
        var evaluation = evaluate(authorized, change);
        observer.accept(evaluation);
        return evaluation.orRefuse();
    }

    Evaluation evaluate(AuthorizedCall authorized, Change change) {
        var rules = expressions.of(authorized.policy());
        var variables = new CelVariables(authorized, change, clock.instant());
        var findings = new ArrayList<Finding>();
        for (var rule : rules) {
            findings.add(rule.usesCurrent() ? rule.skip() : rule.evaluate(variables));
        }
        var first = new Evaluation(authorized, change, findings);
        if (current == null || first.isDenied() || !first.isIncomplete()) {
            return first;
        }
        try {
            variables.setCurrent(current.read(new GuardedChange(authorized, Change.NONE, List.of(), List.of())));
        } catch (Refusal refusal) {
            throw refusal.withNotes(first.notes());
        }
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).usesCurrent()) {
                findings.set(i, rules.get(i).evaluate(variables));
            }
        }
        return new Evaluation(authorized, change, findings);
    }

    /** Returns the faults of an expression, for an editor. */
    public CheckResult check(String expression) {
        return expressions.check(expression);
    }

    private static void report(Evaluation evaluation, MeterRegistry meters) {
        evaluation.violations().forEach(finding -> {
            var guardrail = finding.guardrail();
            meters.counter(
                            "gateway.guardrail.hits",
                            "mode",
                            guardrail.mode().name().toLowerCase(Locale.ROOT))
                    .increment();
            if (finding.result() == Result.FAILED) {
                LOG.atWarn()
                        .addKeyValue("rule.name", guardrail.name())
                        .addKeyValue("event.reason", finding.why())
                        .log("A guardrail could not be evaluated and counts as violated");
            }
        });
    }
}
