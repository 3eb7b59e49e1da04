package dev.atlasgateway.revision;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The metrics of the policy in force. */
@Component
record PolicyMetrics(Revisions policy) implements MeterBinder {

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
        Gauge.builder("gateway.policy.refused", policy, live -> live.refused() == 0 ? 0 : 1)
                .description("1 while the newest revision is refused and an earlier one, or none, is in force")
                .register(registry);
    }
}
