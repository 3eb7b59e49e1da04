package dev.atlasgateway.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One stage of the Dockerfile.
 *
 * @param instructions one line each, starting with its FROM
 */
record Dockerfile(List<String> instructions) {

    /** Returns the names of the stages, in order. */
    static List<String> stages() {
        return lines().filter(line -> line.startsWith("FROM "))
                .map(line -> line.replaceFirst(".* AS ", ""))
                .toList();
    }

    static Dockerfile stage(String name) {
        assertThat(stages()).contains(name);
        var fromItsStart = lines().dropWhile(line -> !(line.startsWith("FROM ") && line.endsWith(" AS " + name)));
        var lines = fromItsStart.toList();
        var next = lines.stream().skip(1).takeWhile(line -> !line.startsWith("FROM "));
        return new Dockerfile(Stream.concat(Stream.of(lines.getFirst()), next).toList());
    }

    /** Returns the text without comments. */
    static String text() {
        try (var lines = Files.lines(Path.of("Dockerfile"))) {
            return String.join("\n", lines.filter(line -> !line.startsWith("#")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String only(String instruction) {
        var found = all(instruction);
        assertThat(found).as(instruction).hasSize(1);
        return found.getFirst();
    }

    boolean has(String instruction) {
        return !all(instruction).isEmpty();
    }

    List<String> all(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1))
                .toList();
    }

    private static Stream<String> lines() {
        return Arrays.stream(text().replaceAll("\\\\\\n\\s*", "").split("\n")).filter(line -> !line.isBlank());
    }
}
