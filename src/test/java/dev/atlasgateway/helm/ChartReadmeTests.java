package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whether the table of the chart's README is made of {@code values.yaml}; with {@code -Dupdate} it is renewed. */
class ChartReadmeTests {

    private static final Path FILE = Chart.FOLDER.resolve("README.md");
    private static final Pattern GENERATED =
            Pattern.compile("(<!-- generated: .*? -->\\n).*(<!-- end of generated -->)", Pattern.DOTALL);

    @Test
    void hasARowForEachValue() throws IOException {
        var page = Files.readString(FILE);
        var head = "\n| value | default | meaning |\n|---|---|---|\n";
        var table = ChartValue.all().stream().map(ChartReadmeTests::row).collect(Collectors.joining("\n"));
        var renewed = GENERATED
                .matcher(page)
                .replaceFirst(
                        found -> Matcher.quoteReplacement(found.group(1) + head + table + "\n\n" + found.group(2)));
        if (System.getProperty("update") != null) {
            Files.writeString(FILE, renewed);
            return;
        }
        assertThat(page)
                .as("out of date: ./mvnw test -Dtest=ChartReadmeTests -Dupdate")
                .isEqualTo(renewed);
    }

    private static String row(ChartValue value) {
        var fallback = value.fallback().isEmpty()
                ? "see [values.yaml](values.yaml)"
                : value.fallback().matches("\"\"|null") ? "" : "`" + value.fallback() + "`";
        return "| `%s` | %s | %s |"
                .formatted(value.path(), fallback, value.comment().replace("|", "\\|"));
    }
}
