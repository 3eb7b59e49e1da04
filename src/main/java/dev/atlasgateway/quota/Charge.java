package dev.atlasgateway.quota;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Refusal;
import java.util.function.Supplier;

/** The tokens that a call has paid. */
public sealed interface Charge permits PaidCharge, NoCharge {

    /** Returns the charge of a dry run, which pays nothing. */
    static Charge none() {
        return NoCharge.INSTANCE;
    }

    /** Goes on with the call; gives the project's token back if a later step refuses, as the call does not reach Atlas then. */
    <T> T orRefund(Supplier<T> rest) throws Refusal;

    /** The answer with {@code RateLimit-Limit} and {@code RateLimit-Remaining} of the bucket nearest to empty. */
    ApiResponse stamp(ApiResponse response);
}
