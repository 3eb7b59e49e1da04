package dev.atlasgateway.quota;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.quota.SpendResult.Taken;
import java.util.HashMap;
import java.util.function.Supplier;

record PaidCharge(Buckets buckets, Taken taken) implements Charge {

    @Override
    public <T> T orRefund(Supplier<T> rest) {
        try {
            return rest.get();
        } catch (RuntimeException e) {
            buckets.giveBack(taken.project().allowance());
            throw e;
        }
    }

    /** Not where it is Atlas that limits: what is left here would contradict it. */
    @Override
    public ApiResponse stamp(ApiResponse response) {
        if (response.status() == 429) {
            return response;
        }
        var level = taken.nearestToEmpty();
        var headers = new HashMap<>(response.headers());
        headers.put("RateLimit-Limit", Long.toString(level.allowance().quota().capacity()));
        headers.put("RateLimit-Remaining", Long.toString(level.remaining()));
        return new ApiResponse(response.status(), headers, response.body());
    }
}
