package dev.atlasgateway.quota;

import dev.atlasgateway.exchange.ApiResponse;
import java.util.function.Supplier;

/** The charge of a dry run, which pays nothing. */
record NoCharge() implements Charge {

    static final NoCharge INSTANCE = new NoCharge();

    @Override
    public <T> T orRefund(Supplier<T> rest) {
        return rest.get();
    }

    @Override
    public ApiResponse stamp(ApiResponse response) {
        return response;
    }
}
