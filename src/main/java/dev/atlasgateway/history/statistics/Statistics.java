package dev.atlasgateway.history.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * Statistics of a period. Latencies are accurate to 5 %.
 *
 * @param from the beginning of the first step
 * @param to the end of the period
 * @param step five minutes, an hour, a day or seven days, by how long the period is
 * @param series by the beginning of each step, also for steps without calls
 * @param teams by team, {@code ""} for unknown callers
 * @param callers who calls which API and how they log in, most calls first
 */
public record Statistics(
        Instant from,
        Instant to,
        Duration step,
        CallStatistics total,
        SortedMap<Instant, CallStatistics> series,
        SortedMap<String, CallStatistics> teams,
        List<CallerCount> callers) {}
