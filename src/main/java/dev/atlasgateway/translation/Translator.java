package dev.atlasgateway.translation;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.guardrail.Cleared;

/** Says the caller's call in Atlas's words, and Atlas's answer in the caller's. */
public interface Translator {

    AtlasRequest toAtlas(Cleared cleared);

    /**
     * Answers in the caller's contract.
     *
     * @throws dev.atlasgateway.problem.Refusal when Atlas did not answer, or answered what nobody can read
     */
    ApiResponse toCaller(Cleared cleared, AtlasResponse response);
}
