package dev.atlasgateway.contract;

import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.problem.Refusal;

/** Reads what callers send, strictly, and refuses what the contract does not have. */
public interface Contract {

    /**
     * Recognises the operation.
     *
     * @throws Refusal for an unknown path (404), a method that the path does not have (405, with {@code Allow}), and a
     *     path or query parameter that breaks its pattern (400)
     */
    Call match(ApiRequest request);

    /**
     * Reads the body of a recognised call.
     *
     * @throws Refusal naming everything that is wrong at once (400), or why it was not read at all (408, 413, 415)
     */
    Change read(Call call, ApiRequest request);
}
