package dev.atlasgateway.history.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;

/**
 * The figures of a period. Latencies are right to within a twentieth.
 *
 * @param from the beginning of the first step
 * @param to the end of the period
 * @param step five minutes, an hour or a day, by how long the period is
 * @param series by the beginning of each step; none is left out
 * @param teams by team, {@code ""} for callers whom nobody knew
 */
public record Statistics(
        Instant from,
        Instant to,
        Duration step,
        CallStatistics total,
        SortedMap<Instant, CallStatistics> series,
        SortedMap<String, CallStatistics> teams) {}
