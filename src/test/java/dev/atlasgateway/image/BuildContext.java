package dev.atlasgateway.image;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of a folder Docker gives to a build: a path is left out where the last pattern of {@code .dockerignore} that
 * matches it or a folder that it is in says so.
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

    /** @param path of a file, from the folder of the Dockerfile on */
    boolean has(Path path) {
        return patterns.reversed().stream()
                .filter(pattern -> pattern.matches(path))
                .findFirst()
                .map(Pattern::kept)
                .orElse(true);
    }
}
