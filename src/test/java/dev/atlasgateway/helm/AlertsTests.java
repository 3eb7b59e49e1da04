package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AlertsTests {

    private static final String RULES = "rules/alerts.yaml";

    @Test
    void fireOnWhatTheyAreForAndOnNothingElse() throws Exception {
        var report = Promtool.run("test", "rules", Chart.FOLDER.resolve("rules/alerts-tests.yaml"));
        assertThat(report.status()).as(report.text()).isZero();
    }

    @Test
    void areAllTested() throws IOException {
        var tests = Files.readString(Chart.FOLDER.resolve("rules/alerts-tests.yaml"));
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
        assertThat(runbook.lines().filter(line -> line.startsWith("### "))).hasSize(names().size());
    }

    @Test
    void bearTheAddressOfTheRunbookInTheCluster() {
        var rendered = Chart.render(
                Chart.scenario("production"), "monitoring.rules.runbookUrl=https://wiki.example.com/atlas");
        assertThat(rendered.toString())
                .contains("https://wiki.example.com/atlas#atlasgatewaydown")
                .doesNotContain("RUNBOOK_URL");
    }

    private static List<String> names() throws IOException {
        return Files.readAllLines(Chart.FOLDER.resolve(RULES)).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("- alert: "))
                .map(line -> line.substring("- alert: ".length()))
                .toList();
    }
}
