package dev.atlasgateway.gateway;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.fault.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;

/** The metrics and {@code metrics.yaml} agree. */
@OnSharedGateway
class MetricsTests {

    private final RunningGateway gateway = RunningGateway.shared();

    /** Creates the metrics with tags that only traffic sets. */
    @BeforeEach
    void causeTraffic() {
        gateway.patch("payments", "orders-prod", "{\"terminationProtectionEnabled\":false}");
        for (int i = 0; i < 4; i++) {
            gateway.get("hasty", "orders-dev");
        }
        gateway.atlas().orders(Fault.status(503).on("PATCH").times(1));
        gateway.patch("payments", "orders-dev", "{\"terminationProtectionEnabled\":true}");
        gateway.atlas().orders(Fault.status(503).on("PATCH").times(3));
        gateway.patch("payments", "orders-dev", "{\"terminationProtectionEnabled\":true}");
        gateway.atlas().clearFaults();
    }

    @Test
    void areExactlyThoseOfTheDocument() throws Exception {
        var measured = new TreeMap<String, TreeSet<String>>();
        for (var meter : gateway.part(MeterRegistry.class).getMeters()) {
            if (meter.getId().getName().startsWith("gateway.")) {
                measured.put(
                        meter.getId().getName(),
                        meter.getId().getTags().stream().map(Tag::getKey).collect(toCollection(TreeSet::new)));
            }
        }
        var documented = new TreeMap<String, TreeSet<String>>();
        document().forEach((name, meter) -> documented.put(name, new TreeSet<>((List<String>) meter.get("tags"))));
        assertThat(measured).isEqualTo(documented);
    }

    @Test
    void haveNoTagsForProjectsInstancesOrClients() {
        for (var meter : gateway.part(MeterRegistry.class).getMeters()) {
            for (var tag : meter.getId().getTags()) {
                assertThat(tag.getValue())
                        .as(meter.getId().toString())
                        .doesNotContain(RunningGateway.ORDERS)
                        .doesNotContain("orders-dev")
                        .doesNotContain("mdb_sa_id_");
            }
        }
    }

    /** A series for each bucket of each team would make thousands of samples. */
    @Test
    void haveBucketsOfAllTeamsTogetherOnly() {
        assertThat(samples())
                .filteredOn(sample -> sample.contains("_bucket{"))
                .anyMatch(sample -> sample.startsWith("gateway_calls_seconds_bucket{"))
                .noneMatch(sample -> sample.contains("team=\""));
        assertThat(samples())
                .anyMatch(sample ->
                        sample.startsWith("gateway_team_calls_total{") && sample.contains("team=\"payments\""));
    }

    private List<String> samples() {
        return gateway.part(PrometheusMeterRegistry.class).scrape().lines().toList();
    }

    private static Map<String, Map<String, Object>> document() throws Exception {
        try (var document = new ClassPathResource("metrics.yaml").getInputStream()) {
            return new Yaml().load(document);
        }
    }
}
