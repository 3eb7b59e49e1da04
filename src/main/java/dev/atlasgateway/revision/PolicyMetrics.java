package dev.atlasgateway.revision;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;

/** What operators see of the policy. */
final class PolicyMetrics implements MeterBinder {

    private final LivePolicy policy;

    PolicyMetrics(LivePolicy policy) {
        this.policy = policy;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("gateway.policy.revision", policy, live -> live.current().revision())
                .description("The revision of the policy in force")
                .register(registry);
        TimeGauge.builder(
                        "gateway.policy.age",
                        policy,
                        TimeUnit.MILLISECONDS,
                        live -> live.age().toMillis())
                .description("Time since the policy store last answered")
                .register(registry);
        FunctionCounter.builder("gateway.policy.rejected", policy, LivePolicy::rejected)
                .description("Revisions that were refused, the last good one staying in force")
                .register(registry);
    }
}
