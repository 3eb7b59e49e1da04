package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.testing.Dashboards;
import dev.atlasgateway.testing.Selectors;
import dev.atlasgateway.testing.StartsEarly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

@StartsEarly
class AlertsTests {

    private static final String RULES = "rules/alerts.yaml";
    private static final String TESTS = "rules/alerts-tests.yaml";
    private static final String TESTS_OF_DAYS = "rules/alerts-days-tests.yaml";

    @Test
    void fireInTheirCaseAndInNoOther() throws Exception {
        var report = Promtool.run("test", "rules", Chart.FOLDER.resolve(TESTS), Chart.FOLDER.resolve(TESTS_OF_DAYS));
        assertThat(report.status()).as(report.text()).isZero();
    }

    @Test
    void areAllTested() throws IOException {
        var tests =
                Files.readString(Chart.FOLDER.resolve(TESTS)) + Files.readString(Chart.FOLDER.resolve(TESTS_OF_DAYS));
        for (var alert : names()) {
            assertThat(tests).contains("#" + alert.toLowerCase(Locale.ROOT) + "\n");
        }
    }

    @Test
    void linkToTheirSectionOfTheRunbook() throws IOException {
        var runbook = Files.readString(Chart.FOLDER.resolve("RUNBOOK.md"));
        var rules = Files.readString(Chart.FOLDER.resolve(RULES));
        for (var alert : names()) {
            assertThat(runbook).contains("\n### " + alert + "\n");
            assertThat(rules).contains("RUNBOOK_URL#" + alert.toLowerCase(Locale.ROOT) + "\n");
        }
        assertThat(runbook.lines().filter(line -> line.startsWith("### AtlasGateway")))
                .hasSize(names().size());
    }

    @Test
    void linkToTheirDashboardTheConsoleAndTheRunbookInTheCluster() {
        var rendered = Chart.render(
                Chart.scenario("production"), "monitoring.rules.runbookUrl=https://wiki.example.com/atlas");
        assertThat(rendered.toString())
                .contains(
                        "https://wiki.example.com/atlas#atlasgatewaydown",
                        "https://grafana.example.com/d/atlas-gateway-audit",
                        "https://atlas.internal.example.com/console/revisions")
                .doesNotContain("RUNBOOK_URL", "GRAFANA_URL", "CONSOLE_URL");
        assertThat(Chart.render(Chart.scenario("production"), "monitoring.rules.grafanaUrl=")
                        .toString())
                .doesNotContain("dashboard_url", "GRAFANA_URL");
    }

    @Test
    void linkToDashboardsThatExist() throws IOException {
        var known = Dashboards.all().stream().map(Dashboards.Dashboard::uid).toList();
        var linked = Pattern.compile("GRAFANA_URL/d/(.*)")
                .matcher(Files.readString(Chart.FOLDER.resolve(RULES)))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(linked).hasSameSizeAs(names()).isSubsetOf(known);
    }

    @Test
    void selectOneReleaseByItsJob() {
        var rules = Rendered.of(Chart.scenario("production")).custom("PrometheusRule");
        assertThat(expressions(rules))
                .filteredOn(
                        expression -> !expression.contains("prometheus_rule_")) // Prometheus's own, about these rules
                .hasSizeGreaterThan(20)
                .allSatisfy(expression -> assertThat(Selectors.of(expression))
                        .isNotEmpty()
                        .allSatisfy(selector ->
                                assertThat(selector).contains("{namespace=\"gateways\",job=\"edge-atlas-gateway\"")));
    }

    @Test
    @SuppressWarnings("unchecked")
    void reportFailingRulesOfTheirOwnGroupsOnly() {
        var rules = Rendered.of(Chart.scenario("production")).custom("PrometheusRule");
        var failures = expressions(rules).stream()
                .filter(expression -> expression.contains("prometheus_rule_"))
                .toList();
        assertThat(failures).singleElement().asString().contains("{rule_group=~\".*;atlas-gateway-.*\"}");
        assertThat((List<Map<String, Object>>) Rendered.spec(rules).get("groups"))
                .allSatisfy(group -> assertThat(".*;" + group.get("name")).matches(".*;atlas-gateway-.*"));
        assertThat(expressions(Rendered.of(Chart.scenario("production"), "monitoring.rules.watchPrometheus=false")
                        .custom("PrometheusRule")))
                .as("for a tenant, who sees none of these series")
                .hasSize(expressions(rules).size() - 1)
                .noneMatch(expression -> expression.contains("prometheus_rule_"));
    }

    @Test
    void noticeThatFewerReplicasRunThanTheChartWants(@TempDir Path folder) throws Exception {
        var rules = Rendered.of(
                        Chart.scenario("production"),
                        "autoscaling.enabled=false",
                        "replicas=3",
                        "monitoring.rules.runbookUrl=https://wiki.example.com/atlas")
                .custom("PrometheusRule");
        Files.writeString(folder.resolve("rules.yaml"), new Yaml().dump(Rendered.spec(rules)));
        var test = Files.writeString(folder.resolve("tests.yaml"), """
                rule_files: [rules.yaml]
                tests:
                  - interval: 1m
                    input_series: # of three, one finds no node from the tenth minute on
                      - { series: 'up{namespace="gateways", job="edge-atlas-gateway", instance="a"}', values: '1x60' }
                      - { series: 'up{namespace="gateways", job="edge-atlas-gateway", instance="b"}', values: '1x60' }
                      - { series: 'up{namespace="gateways", job="edge-atlas-gateway", instance="c"}', values: '1x10 stale' }
                    alert_rule_test:
                      - { alertname: AtlasGatewayReplicasMissing, eval_time: 20m, exp_alerts: [] }
                      - alertname: AtlasGatewayReplicasMissing
                        eval_time: 40m
                        exp_alerts:
                          - exp_labels: { severity: ticket, namespace: gateways, job: edge-atlas-gateway }
                            exp_annotations:
                              summary: "Replicas of Atlas Gateway that answer: 2, fewer than wanted."
                              description: "Teams notice nothing while the other replicas carry the load."
                              dashboard_url: https://grafana.example.com/d/atlas-gateway-overview
                              console_url: https://atlas.internal.example.com/console
                              runbook_url: https://wiki.example.com/atlas#atlasgatewayreplicasmissing
                """);
        var report = Promtool.run("test", "rules", test);
        assertThat(report.status()).as(report.text()).isZero();
        assertThat(expressions(Rendered.of(Chart.scenario("production")).custom("PrometheusRule")))
                .as("with autoscaling, its minimum")
                .anySatisfy(expression -> assertThat(expression).contains("== 1)\n  < 2 "));
    }

    @Test
    void areValidRulesInTheCluster(@TempDir Path folder) throws Exception {
        var rules = Rendered.spec(Rendered.of(Chart.scenario("production")).custom("PrometheusRule"));
        var report =
                Promtool.run("check", "rules", Files.writeString(folder.resolve("rules.yaml"), new Yaml().dump(rules)));
        assertThat(report.status()).as(report.text()).isZero();
    }

    @Test
    @SuppressWarnings("unchecked")
    void matchTheJobOfTheServiceMonitor() {
        var spec = Rendered.spec(Rendered.of(Chart.scenario("production")).custom("ServiceMonitor"));
        var endpoint = ((List<Map<String, Object>>) spec.get("endpoints")).getFirst();
        assertThat(endpoint)
                .containsEntry(
                        "relabelings", List.of(Map.of("targetLabel", "job", "replacement", "edge-atlas-gateway")));
    }

    @SuppressWarnings("unchecked")
    private static List<String> expressions(Map<String, Object> rules) {
        return ((List<Map<String, Object>>) Rendered.spec(rules).get("groups"))
                .stream()
                        .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                        .map(rule -> (String) rule.get("expr"))
                        .toList();
    }

    private static List<String> names() throws IOException {
        return Files.readAllLines(Chart.FOLDER.resolve(RULES)).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("- alert: "))
                .map(line -> line.substring("- alert: ".length()))
                .toList();
    }
}
