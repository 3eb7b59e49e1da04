package dev.atlasgateway.quota;

import dev.atlasgateway.exchange.ApiResponse;
import java.util.function.Supplier;

/** Charge of a dry run, which pays nothing. */
record NoCharge() implements Charge {

    static final NoCharge INSTANCE = new NoCharge();

    @Override
    public <T> T runOrRefund(Supplier<T> steps) {
        return steps.get();
    }

    @Override
    public ApiResponse addHeaders(ApiResponse response) {
        return response;
    }
}
