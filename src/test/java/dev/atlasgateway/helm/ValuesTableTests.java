package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What each value of the chart renders: the rows of {@code values-table.yaml}. */
class ValuesTableTests {

    private static final Path TABLE = Path.of("src/test/resources/helm/values-table.yaml");

    @TempDir
    private Path folder;

    /** Values, and what the objects then contain, which kinds are missing, or the words of the refusal. */
    record Row(
            Map<String, Object> set,
            String scenario,
            Map<String, Object> renders,
            List<String> omits,
            @Nullable String refused) {

        @Override
        public String toString() {
            return new Yaml().dump(set).strip();
        }
    }

    @SuppressWarnings("unchecked")
    static List<Row> rows() {
        try {
            List<Map<String, Object>> rows = new Yaml().load(Files.readString(TABLE));
            return rows.stream()
                    .map(row -> new Row(
                            (Map<String, Object>) row.get("set"),
                            (String) row.getOrDefault("scenario", "one-replica"),
                            (Map<String, Object>) row.getOrDefault("renders", Map.of()),
                            (List<String>) row.getOrDefault("omits", List.of()),
                            (String) row.get("refused")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void renderWhatTheTableSays(Row row) throws IOException {
        var values = Files.writeString(folder.resolve("values.yaml"), new Yaml().dump(row.set()));
        if (row.refused() != null) {
            assertThatThrownBy(() -> Chart.render(Chart.scenario(row.scenario()), values))
                    .hasMessageContaining(row.refused());
            return;
        }
        var rendered = new Rendered(Chart.render(Chart.scenario(row.scenario()), values));
        rendered.objects().forEach(KubernetesObjects::parse);
        row.renders()
                .forEach((where, expected) -> assertThat(rendered.at(where))
                        .as(where)
                        .anySatisfy(actual -> assertThat(contains(actual, expected))
                                .as("%s%n is in %s", new Yaml().dump(expected), new Yaml().dump(actual))
                                .isTrue()));
        for (var kind : row.omits()) {
            assertThat(rendered.at(kind)).as(kind).isEmpty();
        }
    }

    /** Whether the actual maps and lists contain the expected ones; texts and numbers are equal. */
    private static boolean contains(@Nullable Object actual, @Nullable Object expected) {
        if (expected instanceof Map<?, ?> wanted && actual instanceof Map<?, ?> map) {
            return wanted.entrySet().stream().allMatch(entry -> contains(map.get(entry.getKey()), entry.getValue()));
        }
        if (expected instanceof List<?> wanted && actual instanceof List<?> list) {
            return wanted.stream().allMatch(item -> list.stream().anyMatch(candidate -> contains(candidate, item)));
        }
        return expected == null ? actual == null : expected.equals(actual);
    }

    @Test
    void hasARowForEachValue() {
        var rendering = rows().stream()
                .filter(row -> !row.renders().isEmpty() || !row.omits().isEmpty())
                .toList();
        for (var value : ChartValue.all()) {
            assertThat(rendering)
                    .as("a row that sets %s and says what it renders", value.path())
                    .anyMatch(row -> sets(row.set(), value.path()));
        }
    }

    private static boolean sets(Map<?, ?> values, String path) {
        var name = path.replaceFirst("\\..*", "");
        return name.equals(path)
                ? values.containsKey(name)
                : values.get(name) instanceof Map<?, ?> below && sets(below, path.substring(name.length() + 1));
    }
}
