package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.testing.Dashboards;
import dev.atlasgateway.testing.Programs;
import dev.atlasgateway.testing.Selectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** A real Prometheus evaluates the dashboards and alerts from a running gateway with all kinds of calls. */
@OnSharedGateway
class MonitoringTests {

    private static final Path RULES = Path.of("helm/rules/alerts.yaml");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final RunningGateway gateway = RunningGateway.shared();

    @TempDir
    private Path folder;

    private Prometheus prometheus;

    @BeforeEach
    void scrape() throws IOException {
        assumeTrue(
                Programs.installed("prometheus"), "skipped: prometheus is not installed (Debian package prometheus)");
        prometheus = new Prometheus(folder, gateway.management("/").getPort(), RULES);
        await("Prometheus").atMost(TIMEOUT).until(prometheus::isReady);
    }

    @AfterEach
    void stop() throws InterruptedException {
        gateway.atlas().clearFaults();
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void findsDataForEveryPanelAndEveryAlert() throws Exception {
        var unanswered = new TreeSet<>(questions());
        assertThat(unanswered).hasSizeGreaterThan(120);
        await("data").atMost(TIMEOUT).pollInterval(Duration.ofSeconds(1)).until(() -> {
            call();
            for (var question : List.copyOf(unanswered)) {
                if (hasData(question)) {
                    unanswered.remove(question);
                }
            }
            return unanswered.isEmpty() || passed(TIMEOUT.minusSeconds(5));
        });
        assertThat(prometheus.failure()).as("scraping").isEmpty();
        assertThat(unanswered).as("queries that never return").isEmpty();
        for (var group : prometheus.rules()) {
            for (var rule : group.path("rules")) {
                assertThat(rule.path("health").asString()).as(rule.toString()).isEqualTo("ok");
            }
        }
    }

    private final long began = System.nanoTime();

    private boolean passed(Duration duration) {
        return System.nanoTime() - began > duration.toNanos();
    }

    /** Makes calls with every outcome, and with every failure of Atlas that a panel shows. */
    private void call() {
        gateway.patch("payments", "orders-dev", "{\"terminationProtectionEnabled\":true}");
        gateway.patch("payments", "orders-dev", "{\"tags\":[{\"key\":\"environment\",\"value\":\"dev\"}]}");
        gateway.get("search", "orders-dev");
        gateway.patch("search", "orders-dev", "{\"terminationProtectionEnabled\":true}");
        gateway.patch("payments", "orders-prod", "{\"terminationProtectionEnabled\":false}");
        gateway.get("hasty", "orders-dev");
        gateway.send(gateway.anonymous("/api/atlas/v1.0/nothing").GET());
        gateway.logIn("mdb_sa_id_665f1c2e9b1d4a0012ab34ce:mdb_sa_sk_demo_search");
        gateway.logIn("mdb_sa_id_665f1c2e9b1d4a0012ab34ce:mdb_sa_sk_wrong");
        withFaults(Fault.status(503).on("PATCH").times(1));
        withFaults(Fault.status(503).on("PATCH").times(3));
        withFaults(Fault.status(409).on("PATCH").times(1));
        withFaults(Fault.status(401).on("PATCH").times(1), Fault.tokenRefusal(500));
    }

    private void withFaults(Fault... faults) {
        gateway.atlas().orders(faults);
        gateway.patch("payments", "orders-dev", "{\"terminationProtectionEnabled\":true}");
        gateway.atlas().clearFaults();
    }

    private boolean hasData(String question) throws Exception {
        for (var series : prometheus.ask(question)) {
            if (!series.path("value").path(1).asString().equals("NaN")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns every query of every panel, and every series that a panel or a rule uses. A query with {@code or vector(0)}
     * has data even if the name of its series is wrong.
     */
    private static List<String> questions() throws IOException {
        var questions = new TreeSet<String>();
        for (var dashboard : Dashboards.all()) {
            for (var panel : dashboard.panels()) {
                panel.queries().forEach(query -> questions.add(filled(query)));
            }
            for (var query : dashboard.queries()) {
                questions.addAll(Selectors.of(filled(query)));
            }
        }
        for (var rule : rules()) {
            questions.addAll(Selectors.of((String) rule.get("expr")));
        }
        return List.copyOf(questions);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(RULES));
        return file.get("groups").stream()
                .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                .toList();
    }

    /** Fills in the variables as Grafana does with "all" selected. */
    private static String filled(String query) {
        return query.replace("$__rate_interval", "20s")
                .replaceAll("\\$(namespace|job|team|operation|account|instance)", ".*");
    }
}
