package dev.atlasgateway.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project, but for those that only its build makes. */
final class Sources {

    private static final List<Path> ALL = Stream.of("src", "helm", "docs", ".ci", ".mvn")
            .flatMap(folder -> below(Path.of(folder)))
            .toList();

    private Sources() {}

    private static Stream<Path> below(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sources of the types of a name, simple or full, in which {@code *} stands for any characters. */
    static List<Path> matching(String name) {
        var pattern = "src/.*/" + name.replace(".", "/").replace("*", ".*") + "\\.java";
        return ALL.stream().filter(file -> file.toString().matches(pattern)).toList();
    }

    /** Whether a file is there by its path, from the root of the project, or by its name alone. */
    static boolean has(String file) {
        return Files.exists(Path.of(file)) || ALL.stream().anyMatch(path -> path.endsWith(file));
    }

    /** Whether the code of the product has a text. */
    static boolean codeHas(String text) {
        return ALL.stream()
                .filter(file -> file.startsWith("src/main/java"))
                .anyMatch(file -> Page.of(file).text().contains(text));
    }

    /** All files with text. */
    static List<Path> texts() {
        return Stream.concat(ALL.stream(), Page.all().stream().map(Page::file))
                .distinct()
                .filter(file -> file.toString()
                        .matches(".*\\.(?:java|md|yaml|json|html|css|js|sql|lua|sh|awk|tpl|txt|options)"))
                .toList();
    }
}
