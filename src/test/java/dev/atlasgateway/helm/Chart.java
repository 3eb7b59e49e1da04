package dev.atlasgateway.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.springframework.util.FileSystemUtils;
import org.yaml.snakeyaml.Yaml;

/** The chart of this project, rendered by Helm as a library; no cluster is needed. */
final class Chart {

    static final Path FOLDER = Path.of("helm");
    static final String RELEASE = "edge";
    static final String NAMESPACE = "gateways";

    private static final Path WITHOUT_HOOKS = withoutHooks();

    private Chart() {}

    /** The scenarios of {@code helm/ci}. */
    static List<Path> scenarios() {
        try (var files = Files.list(FOLDER.resolve("ci"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path scenario(String name) {
        return FOLDER.resolve("ci").resolve(name + "-values.yaml");
    }

    /** Renders the objects of a scenario, with further values ({@code key=value}). */
    static List<Map<String, Object>> render(Path scenario, String... values) {
        var command = command(scenario);
        for (var value : values) {
            var at = value.indexOf('=');
            command.set(value.substring(0, at), value.substring(at + 1));
        }
        return objects(command.call());
    }

    /** Renders the objects of a scenario, with a file of further values. */
    static List<Map<String, Object>> render(Path scenario, Path values) {
        return objects(command(scenario).withValuesFile(values).call());
    }

    /** Renders the notes that Helm prints after an installation. */
    static String notes(String scenario, String... values) {
        var command = new Helm(FOLDER)
                .install()
                .clientOnly()
                .dryRun()
                .withName(RELEASE)
                .withKubeVersion("1.33.0")
                .withValuesFile(scenario(scenario));
        for (var value : values) {
            var at = value.indexOf('=');
            command.set(value.substring(0, at), value.substring(at + 1));
        }
        var output = command.call().getOutput();
        return output.substring(output.indexOf("NOTES:"));
    }

    static TemplateCommand command(Path scenario) {
        return new Helm(WITHOUT_HOOKS)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion("1.33.0")
                .withValuesFile(scenario);
    }

    /** Copies the chart and makes hooks ordinary objects, because {@code template} leaves hooks out. */
    private static Path withoutHooks() {
        try (var files = Files.walk(FOLDER)) {
            var copy = Files.createDirectories(Path.of("target/helm"));
            FileSystemUtils.deleteRecursively(copy);
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(FOLDER.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replaceAll("(?m)^ *helm\\.sh/hook.*\\R", ""));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(String rendered) {
        return StreamSupport.stream(new Yaml().loadAll(rendered).spliterator(), false)
                .filter(Objects::nonNull)
                .map(object -> (Map<String, Object>) object)
                .toList();
    }
}
