package dev.atlasgateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                        .toList(),
                annotations(json),
                json);
    }

    private static Map<String, String> annotations(JsonNode json) {
        return json.path("annotations")
                .path("list")
                .valueStream()
                .collect(Collectors.toMap(
                        annotation -> annotation.path("name").asString(),
                        annotation -> annotation.path("expr").asString()));
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

    /** @param annotations the query of each, by its name */
    public record Dashboard(
            String name,
            String uid,
            List<String> variables,
            List<Panel> panels,
            Map<String, String> annotations,
            JsonNode json) {

        /** Returns the queries of all panels and annotations, in PromQL, with Grafana's variables. */
        public List<String> queries() {
            return Stream.concat(
                            panels.stream().flatMap(panel -> panel.queries().stream()), annotations.values().stream())
                    .toList();
        }

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
