package dev.atlasgateway.quota;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.quota.SpendResult.Success;
import java.util.HashMap;
import java.util.function.Supplier;

/** Tokens taken from the buckets. */
record PaidCharge(Buckets buckets, Success success) implements Charge {

    @Override
    public <T> T runOrRefund(Supplier<T> steps) {
        try {
            return steps.get();
        } catch (RuntimeException e) {
            buckets.giveBack(success.project().allowance());
            throw e;
        }
    }

    /** Adds no headers to a 429 of Atlas, because they would contradict it. */
    @Override
    public ApiResponse addHeaders(ApiResponse response) {
        if (response.status() == 429) {
            return response;
        }
        var level = success.nearestToEmpty();
        var headers = new HashMap<>(response.headers());
        headers.put("RateLimit-Limit", Long.toString(level.allowance().quota().capacity()));
        headers.put("RateLimit-Remaining", Long.toString(level.remaining()));
        return new ApiResponse(response.status(), headers, response.body());
    }
}
