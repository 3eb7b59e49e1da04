package dev.atlasgateway.image;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a folder that Docker gives to a build. The last pattern of {@code .dockerignore} that matches a path, or a
 * folder above it, decides whether the path is left out.
 */
record BuildContext(List<Pattern> patterns) {

    private record Pattern(PathMatcher matcher, boolean kept) {

        static Pattern of(String line) {
            var kept = line.startsWith("!");
            var glob = kept ? line.substring(1) : line;
            return new Pattern(FileSystems.getDefault().getPathMatcher("glob:" + glob), kept);
        }

        boolean matches(Path path) {
            return Stream.iterate(path, folder -> folder != null, Path::getParent)
                    .anyMatch(matcher::matches);
        }
    }

    static BuildContext of(Stream<String> lines) {
        return new BuildContext(lines.map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Pattern::of)
                .toList());
    }

    static BuildContext ofThisProject() throws IOException {
        try (var lines = Files.lines(Path.of(".dockerignore"))) {
            return of(lines);
        }
    }

    /** @param path the path of a file, relative to the folder of the Dockerfile */
    boolean has(Path path) {
        return patterns.reversed().stream()
                .filter(pattern -> pattern.matches(path))
                .findFirst()
                .map(Pattern::kept)
                .orElse(true);
    }
}
