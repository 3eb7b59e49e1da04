package dev.atlasgateway.explain;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of backtests.
 *
 * @param backtests how many backtests may run at the same time on a replica. Each takes two threads and two connections to
 *     PostgreSQL; raise it if admins often wait for each other
 * @param keepBacktests how long the results of backtests are kept. Raise it to compare drafts over several days
 */
@Validated
@ConfigurationProperties("gateway.explain")
record ExplainProperties(
        @DefaultValue("1") @Min(1) @Max(4) int backtests,
        @DefaultValue("1d") Duration keepBacktests) {}
