package dev.atlasgateway.problem;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rule that decided a call.
 *
 * <p>Its text is {@code kind:name}, such as {@code quota:team/orders}, or only the kind if the rule has no name. The audit, the
 * admin API and the logs use this text.
 *
 * @param name name of the rule, or names of guardrails separated by commas; empty if the rule has no name
 */
public record DecidedBy(RuleKind kind, String name) {

    /** The quota store did not answer. */
    public static final DecidedBy QUOTA_UNAVAILABLE = new DecidedBy(RuleKind.QUOTA, "unavailable");

    /** Atlas did not return the current state that a guardrail needs. */
    public static final DecidedBy CURRENT_STATE = new DecidedBy(RuleKind.ATLAS, "current-state");

    /** An older change to the same instance is still being sent. */
    public static final DecidedBy HELD_BACK = new DecidedBy(RuleKind.AUDIT, "held-back");

    /** The kinds of rules. */
    public enum RuleKind {
        CALLER(PipelineStep.CALLER),
        TEAM(PipelineStep.CALLER),
        CONTRACT(PipelineStep.BODY),
        ACCESS(PipelineStep.ACCESS),
        GRANT(PipelineStep.ACCESS),
        QUOTA(PipelineStep.QUOTA),
        GUARDRAIL(PipelineStep.GUARDRAIL),
        /** Atlas decides a call before it is sent only through the current state that guardrails read. */
        ATLAS(PipelineStep.GUARDRAIL),
        AUDIT(PipelineStep.AUDIT),
        GATEWAY(PipelineStep.GATEWAY),
        /** A kind that this version does not know. The name holds the whole text. */
        UNKNOWN(PipelineStep.GATEWAY);

        private final PipelineStep step;

        RuleKind(PipelineStep step) {
            this.step = step;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static RuleKind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }

    public static DecidedBy of(RuleKind kind) {
        return new DecidedBy(kind, "");
    }

    public static DecidedBy guardrails(List<String> names) {
        return new DecidedBy(RuleKind.GUARDRAIL, String.join(",", names));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static DecidedBy parse(String text) {
        var colon = text.indexOf(':');
        var kind = RuleKind.of(colon < 0 ? text : text.substring(0, colon));
        return kind == RuleKind.UNKNOWN
                ? new DecidedBy(kind, text)
                : new DecidedBy(kind, colon < 0 ? "" : text.substring(colon + 1));
    }

    /** Returns each guardrail of a decision by guardrails, otherwise the one name; empty if the rule has no name. */
    public List<String> names() {
        if (name.isEmpty() || kind == RuleKind.UNKNOWN) {
            return List.of();
        }
        return kind == RuleKind.GUARDRAIL ? List.of(name.split(",")) : List.of(name);
    }

    /**
     * Returns the step at which this rule decides.
     *
     * @param matched whether the contract has an operation for the call
     */
    public PipelineStep step(boolean matched) {
        return kind == RuleKind.CONTRACT && !matched ? PipelineStep.OPERATION : kind.step;
    }

    @JsonValue
    @Override
    public String toString() {
        return kind == RuleKind.UNKNOWN ? name : name.isEmpty() ? kind.word() : kind.word() + ":" + name;
    }
}
