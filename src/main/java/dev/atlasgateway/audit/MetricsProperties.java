package dev.atlasgateway.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the metrics of calls.
 *
 * @param teamDurations whether the durations of calls are measured for each team too. Each team then makes 16 more samples for
 *     each operation and outcome of its calls
 */
@ConfigurationProperties("gateway.metrics")
record MetricsProperties(@DefaultValue("false") boolean teamDurations) {}
