package dev.atlasgateway.guardrail;

import java.util.Map;

/** Reads the current state of an instance from Atlas. */
@FunctionalInterface
public interface CurrentStateReader {

    /**
     * Called at most once for a call.
     *
     * @param reading the same call without its change
     * @return the fields that a caller reads of an instance, as strings, longs, doubles, booleans, lists and maps
     * @throws dev.atlasgateway.problem.Refusal if Atlas refuses the read or does not answer
     */
    Map<String, Object> read(ApprovedChange reading);
}
