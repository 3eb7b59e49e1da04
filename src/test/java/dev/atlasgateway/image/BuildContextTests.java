package dev.atlasgateway.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that Docker gets every file that the image is built from. */
class BuildContextTests {

    @Test
    void hasEveryFileThatTheBuildNames() throws IOException {
        var context = BuildContext.ofThisProject();
        var named = new HashSet<Path>();
        for (var instruction : Dockerfile.stage("build").all("RUN")) {
            name(instruction, named);
        }
        assertThat(named)
                .contains(
                        Path.of("mvnw"),
                        Path.of("src/image/layout.sh"),
                        Path.of("src/image/rehearse.sh"),
                        Path.of("src/image/java.options"),
                        Path.of("src/simulator/java/dev/atlasgateway/simulator/AtlasSimulatorApplication.java"))
                .allMatch(context::has);
    }

    @Test
    void hasWhatMavenMakesTheJarAndTheRehearsalOf() throws IOException {
        var context = BuildContext.ofThisProject();
        for (var folder : Set.of(".mvn", "src/main", "src/simulator", "src/test", "helm/dashboards", "helm/rules")) {
            try (var files = Files.walk(Path.of(folder))) {
                assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allMatch(context::has);
            }
        }
        assertThat(Set.of(Path.of("pom.xml"), Path.of("LICENSE"))).allMatch(context::has);
    }

    @Test
    void hasNothingElse() throws IOException {
        var context = BuildContext.ofThisProject();
        assertThat(Stream.of(
                        "target/classes",
                        ".git/config",
                        "README.md",
                        "helm/values.yaml",
                        "src/bench/load.sh",
                        "docs/images/call.png"))
                .map(Path::of)
                .noneMatch(context::has);
    }

    @ParameterizedTest
    @CsvSource({
        "'*', src/a, false",
        "'*,!src', src/a, true",
        "'*,!src,src/bench', src/bench/a, false",
        "'*,!src,src/bench,!src/bench/b', src/bench/a, false",
        "'*,!src,src/bench,!src/bench/b', src/bench/b/a, true",
        "'!src/bench/b,src/bench', src/bench/b/a, false",
        "'**/a', src/bench/a, false",
        "src/*/a, src/bench/a, false",
        "bench, src/bench/a, true"
    })
    void goesByTheLastPatternThatMatches(String patterns, String path, boolean there) {
        assertThat(BuildContext.of(Arrays.stream(patterns.split(","))).has(Path.of(path)))
                .isEqualTo(there);
    }

    /** Adds the files of this project that a command names, and those that named scripts name. The build makes its results. */
    private static void name(String command, Set<Path> named) {
        for (var word : command.split("[\\s\"'=:;()]+")) {
            var path = Path.of(word).normalize();
            var source = !path.isAbsolute() && !path.startsWith("target") && Files.isRegularFile(path);
            if (source && named.add(path) && word.endsWith(".sh")) {
                name(text(path), named);
            }
        }
    }

    /** Returns the text without comments. */
    private static String text(Path script) {
        try {
            return Files.readString(script).replaceAll("(?m)^\\s*#.*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
