package dev.atlasgateway.contract;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Redacts a path that no operation matches: keeps the words of Atlas's paths and project ids.
 *
 * <p>Everything else becomes {@code *}, because callers paste credentials into paths.
 */
public final class PathRedactor {

    private static final int MOST_SEGMENTS = 16;
    private static final Pattern VERSION_OR_ID = Pattern.compile("v\\d{1,2}(\\.\\d{1,2})?|[0-9a-f]{24}");
    private static final Set<String> WORDS = Stream.concat(
                    Stream.of(
                            "accessList",
                            "admin",
                            "backup",
                            "clusters",
                            "databaseUsers",
                            "flexClusters",
                            "oauth",
                            "orgs",
                            "performanceAdvisor",
                            "autoIndexing",
                            "privateEndpoint",
                            "processes",
                            "restoreJobs",
                            "revoke",
                            "snapshots",
                            "token"),
                    Arrays.stream(Operation.values()).flatMap(operation -> segments(operation.path())))
            .filter(word -> !word.startsWith("{"))
            .collect(Collectors.toUnmodifiableSet());

    private PathRedactor() {}

    public static String of(String path) {
        return segments(path)
                .limit(MOST_SEGMENTS)
                .map(segment -> isKnown(segment) ? segment : "*")
                .collect(Collectors.joining("/"));
    }

    private static Stream<String> segments(String path) {
        return Arrays.stream(path.split("/", MOST_SEGMENTS + 1));
    }

    private static boolean isKnown(String segment) {
        return segment.isEmpty()
                || WORDS.contains(segment)
                || VERSION_OR_ID.matcher(segment).matches();
    }
}
