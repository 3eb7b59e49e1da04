package dev.atlasgateway.guardrail;

import java.util.List;

/**
 * The result of checking an expression before it is saved.
 *
 * @param faults all errors; empty if the expression may be saved
 * @param warnings what may be saved but is probably a mistake; empty if there are faults
 * @param cost the maximum number of steps for one call; 0 if there are faults
 * @param usesCurrent whether each change needs a read of Atlas
 */
public record CheckResult(List<Fault> faults, List<Fault> warnings, long cost, boolean usesCurrent) {

    /**
     * An error in an expression, or a probable mistake.
     *
     * @param line from 1
     * @param column from 1, in code points
     */
    public record Fault(int line, int column, String message) {

        @Override
        public String toString() {
            return "line %d, column %d: %s".formatted(line, column, message);
        }
    }
}
