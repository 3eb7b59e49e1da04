package dev.atlasgateway.guardrail;

import java.util.Map;

/** How an instance is read as it is at Atlas just now. */
@FunctionalInterface
public interface CurrentStateReader {

    /**
     * Reads it, once for a call however many guardrails use it.
     *
     * @param reading the same caller's call, as one that reads
     * @return the instance in the shape in which callers read it, of strings, longs, doubles, booleans, lists and maps
     * @throws dev.atlasgateway.problem.Refusal with what Atlas, or the way to it, has against it
     */
    Map<String, Object> of(ApprovedChange reading);
}
