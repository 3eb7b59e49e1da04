package dev.atlasgateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of the chart's Grafana dashboards that tests check. */
public final class Dashboards {

    private static final Path FOLDER = Path.of("helm/dashboards");

    private Dashboards() {}

    public static List<Dashboard> all() {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().map(Dashboards::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dashboard read(Path file) {
        var json = JsonMapper.shared().readTree(file);
        return new Dashboard(
                file.getFileName().toString().replace(".json", ""),
                json.path("uid").asString(),
                json.path("templating")
                        .path("list")
                        .valueStream()
                        .map(variable -> variable.path("name").asString())
                        .toList(),
                json.path("panels")
                        .valueStream()
                        .filter(panel -> !panel.path("type").asString().equals("row"))
                        .map(Dashboards::panel)
                        .toList());
    }

    private static Panel panel(JsonNode json) {
        return new Panel(
                json.path("title").asString(),
                json.path("description").asString(),
                json.path("fieldConfig").path("defaults").path("unit").asString(),
                json.path("targets")
                        .valueStream()
                        .map(target -> target.path("expr").asString())
                        .toList(),
                json.path("targets")
                        .valueStream()
                        .map(target -> target.path("interval").asString())
                        .toList());
    }

    public record Dashboard(String name, String uid, List<String> variables, List<Panel> panels) {

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * @param queries in PromQL, with Grafana's variables
     * @param steps the shortest between two points of each
     */
    public record Panel(String title, String sentence, String unit, List<String> queries, List<String> steps) {}
}
