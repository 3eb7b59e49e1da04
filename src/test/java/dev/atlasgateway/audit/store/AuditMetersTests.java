package dev.atlasgateway.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditMetersTests {

    private static final int TEAMS = 300;

    /** As many as in application.yaml. */
    private static final double[] BUCKETS =
            IntStream.rangeClosed(1, 12).mapToDouble(i -> i * 1e7).toArray();

    @Test
    void stayFewWithManyTeamsUnlessTheirDurationsAreWanted() {
        assertThat(samples(false)).isBetween((long) TEAMS, 2_000L);
        assertThat(samples(true)).isGreaterThan(10_000L);
    }

    private static long samples(boolean teamDurations) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(histogramOfCalls());
        var meters = new AuditMeters(registry, teamDurations);
        for (int team = 0; team < TEAMS; team++) {
            meters.recordCall(call("team-" + team, "getServerlessInstance"), Duration.ofMillis(20));
            meters.recordCall(call("team-" + team, "updateServerlessInstance"), Duration.ofMillis(20));
            meters.recordCall(refusal("team-" + team), Duration.ofMillis(1));
        }
        return registry.scrape().lines().filter(line -> !line.startsWith("#")).count();
    }

    private static MeterFilter histogramOfCalls() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("gateway.calls")
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(BUCKETS)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }

    private static AuditRow refusal(String team) {
        return call(team, "updateServerlessInstance")
                .put(AuditColumn.DECISION, "refused")
                .put(AuditColumn.DECIDED_BY, "access")
                .put(AuditColumn.OUTCOME, "refused")
                .put(AuditColumn.ATLAS_STATUS, null)
                .put(AuditColumn.STATUS, 403);
    }

    private static AuditRow call(String team, String operation) {
        return AuditRow.outcome(UUID.randomUUID())
                .put(AuditColumn.TEAM, team)
                .put(AuditColumn.OPERATION, operation)
                .put(AuditColumn.API, "v1.0")
                .put(AuditColumn.LOGIN, "bearer")
                .put(AuditColumn.DECISION, "allowed")
                .put(AuditColumn.DECIDED_BY, "grant:" + team)
                .put(AuditColumn.OUTCOME, "applied")
                .put(AuditColumn.ATLAS_STATUS, 200)
                .put(AuditColumn.STATUS, 200);
    }
}
