package dev.atlasgateway.explain;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much trying out may cost.
 *
 * @param backtests how many may run at a time on this replica; each takes two threads and two connections
 * @param keepBacktests how long results are kept
 */
@Validated
@ConfigurationProperties("gateway.explain")
record ExplainProperties(
        @DefaultValue("1") @Min(1) @Max(4) int backtests,
        @DefaultValue("1d") Duration keepBacktests) {}
