package dev.atlasgateway.guardrail;

import java.util.List;

/**
 * What is to be said of an expression before it is saved.
 *
 * @param faults everything wrong with it; empty for one that may be saved
 * @param cost the most steps that one call can cost; 0 with faults
 * @param usesCurrent whether each call that it judges costs a read of Atlas
 */
public record CheckResult(List<Fault> faults, long cost, boolean usesCurrent) {

    /**
     * One thing that is wrong.
     *
     * @param line from 1
     * @param column from 1, in code points
     */
    public record Fault(int line, int column, String message) {}
}
