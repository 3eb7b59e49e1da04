package dev.atlasgateway.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The steps of a call, in the order in which the gateway takes them. */
public enum PipelineStep {
    CALLER("Caller"),
    OPERATION("Operation"),
    ACCESS("Access"),
    QUOTA("Quota"),
    BODY("Body"),
    GUARDRAIL("Guardrail"),
    AUDIT("Audit record"),
    /** Where a call ends if the gateway itself fails. */
    GATEWAY("Gateway"),
    FORWARD("Forward to Atlas");

    private final String label;

    PipelineStep(String label) {
        this.label = label;
    }

    /** Returns the title of this step on pages. */
    public String label() {
        return label;
    }

    /** Returns the name of this step in the admin API. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isBefore(PipelineStep other) {
        return compareTo(other) < 0;
    }
}
