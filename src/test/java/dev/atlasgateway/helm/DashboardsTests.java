package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.testing.Dashboards;
import dev.atlasgateway.testing.Selectors;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class DashboardsTests {

    private static final String RUNBOOK = "https://wiki.example.com/atlas-gateway#";
    private static final Pattern CHOSEN = Pattern.compile("\\w+=~\"\\$\\w+\"");

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.testing.Dashboards#all")
    void haveATitleAUnitAndADescriptionInEachPanel(Dashboards.Dashboard dashboard) {
        assertThat(dashboard.panels()).isNotEmpty();
        for (var panel : dashboard.panels()) {
            assertThat(panel.title()).endsWith("?");
            assertThat(panel.unit()).as(panel.title()).isNotBlank();
            assertThat(panel.sentence()).as(panel.title()).endsWith(".");
            assertThat(panel.queries()).as(panel.title()).isNotEmpty();
        }
        assertThat(dashboard.panels().stream().map(Dashboards.Panel::title)).doesNotHaveDuplicates();
    }

    @Test
    void offerTeamAndOperationAsVariables() {
        for (var name : new String[] {"overview", "team"}) {
            var dashboard = Dashboards.all().stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(dashboard.variables()).contains("datasource", "team", "operation");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.testing.Dashboards#all")
    void showOneReleaseOfOneNamespaceIfAsked(Dashboards.Dashboard dashboard) {
        assertThat(dashboard.variables()).contains("namespace", "job");
        for (var query : dashboard.queries()) {
            assertThat(Selectors.of(query))
                    .as(query)
                    .isNotEmpty()
                    .allSatisfy(
                            selector -> assertThat(selector).contains("namespace=~\"$namespace\"", "job=~\"$job\""));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.testing.Dashboards#all")
    void divideOnlySeriesWithTheSameSelection(Dashboards.Dashboard dashboard) {
        for (var panel : dashboard.panels()) {
            for (var query : panel.queries()) {
                if (query.contains(" / ")) {
                    assertThat(Selectors.of(query).stream()
                                    .map(DashboardsTests::chosen)
                                    .distinct())
                            .as(query)
                            .hasSize(1);
                }
            }
        }
    }

    /** The labels that a selector compares with the chosen variables. */
    private static List<String> chosen(String selector) {
        return CHOSEN.matcher(selector)
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.testing.Dashboards#all")
    void markRevisionsAndStartsAndShareTheirCrosshair(Dashboards.Dashboard dashboard) {
        assertThat(dashboard.annotations()).containsOnlyKeys("Policy revisions", "Starts of replicas");
        assertThat(dashboard.json().path("graphTooltip").asInt()).isEqualTo(1);
    }

    @Test
    void reachGrafanaUnderTheLabelOfItsSidecarWithTheAddressesOfConsoleAndRunbook() {
        assertThat(inProduction()).hasSameSizeAs(Dashboards.all());
        for (var map : inProduction()) {
            assertThat(map.getMetadata().getAnnotations()).containsEntry("grafana_folder", "Platform");
            map.getData().forEach((file, text) -> {
                var rendered = JsonMapper.shared().readTree(text);
                var source = JsonMapper.shared()
                        .readTree(Chart.FOLDER.resolve("dashboards").resolve(file.replace("atlas-gateway-", "")));
                assertThat(rendered.path("panels").findValuesAsString("title"))
                        .containsAll(source.path("panels").findValuesAsString("title"));
                assertThat(text)
                        .contains("https://atlas.internal.example.com/console")
                        .doesNotContain("localhost");
                assertThat(rendered.path("links").findValuesAsString("url"))
                        .containsExactly("${console}", "https://wiki.example.com/atlas-gateway");
            });
        }
    }

    @Test
    void leadToTheSectionsOfTheRunbookThatAreAboutTheirPanels() throws IOException {
        var sections = Files.readAllLines(Chart.FOLDER.resolve("RUNBOOK.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> RUNBOOK
                        + line.substring(4)
                                .toLowerCase(Locale.ROOT)
                                .replace(",", "")
                                .replace(' ', '-'))
                .toList();
        var titles = new HashSet<String>();
        for (var map : inProduction()) {
            for (var text : map.getData().values()) {
                for (var panel : JsonMapper.shared().readTree(text).path("panels")) {
                    var links = panel.at("/fieldConfig/defaults/links").findValuesAsString("url").stream()
                            .filter(url -> url.startsWith(RUNBOOK))
                            .toList();
                    assertThat(sections).containsAll(links);
                    if (!links.isEmpty()) {
                        titles.add(panel.path("title").asString());
                    }
                }
            }
        }
        var mapped = Files.readAllLines(Chart.FOLDER.resolve("panels.yaml")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf("?") + 1).replace("\"", ""));
        assertThat(mapped).containsExactlyInAnyOrderElementsOf(titles);
    }

    private static List<ConfigMap> inProduction() {
        return Rendered.of(Chart.scenario("production")).all(ConfigMap.class).stream()
                .filter(map -> "1".equals(map.getMetadata().getLabels().get("grafana_dashboard")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dev.atlasgateway.testing.Dashboards#all")
    void useNoFinerStepsThanTheScrapeInterval(Dashboards.Dashboard dashboard) {
        var scraped = Rendered.spec(Rendered.of(Chart.scenario("production")).custom("ServiceMonitor"));
        assertThat(scraped.get("endpoints").toString()).contains("interval=30s");
        for (var panel : dashboard.panels()) {
            assertThat(panel.steps()).as(panel.title()).containsOnly("30s");
        }
    }

    @Test
    void haveUniqueAddresses() {
        var addresses = new HashSet<String>();
        for (var dashboard : Dashboards.all()) {
            assertThat(addresses.add(dashboard.uid())).as(dashboard.name()).isTrue();
        }
        assertThat(addresses).hasSizeGreaterThanOrEqualTo(5);
    }
}
