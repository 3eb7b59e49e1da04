package dev.atlasgateway.quota;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Refusal;
import java.util.function.Supplier;

/** Tokens that a call has paid. */
public sealed interface Charge permits PaidCharge, Charge.None {

    /**
     * Runs the next steps. Refunds the token of the project if one of them refuses the call, which then does not reach
     * Atlas.
     */
    <T> T runOrRefund(Supplier<T> steps) throws Refusal;

    /** Adds {@code RateLimit-Limit} and {@code RateLimit-Remaining} of the bucket that is nearest to empty. */
    ApiResponse addHeaders(ApiResponse response);

    /** Charge of a dry run, which pays nothing. */
    record None() implements Charge {

        @Override
        public <T> T runOrRefund(Supplier<T> steps) {
            return steps.get();
        }

        @Override
        public ApiResponse addHeaders(ApiResponse response) {
            return response;
        }
    }
}
