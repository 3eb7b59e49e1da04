package dev.atlasgateway.contract;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Finds the operation for a method and a path. */
final class OperationCatalogue {

    private record Entry(PathPattern pattern, Operation operation) {}

    record Match(Operation operation, String groupId, String name) {}

    private final List<Entry> entries = Arrays.stream(Operation.values())
            .map(operation -> new Entry(PathPatternParser.defaultInstance.parse(operation.path()), operation))
            .toList();

    Match find(String method, String path) {
        var segments = PathContainer.parsePath(path);
        var allowed = new ArrayList<String>();
        for (var entry : entries) {
            var matched = entry.pattern().matchAndExtract(segments);
            if (matched == null) {
                continue;
            }
            if (entry.operation().method().equals(method)) {
                var variables = matched.getUriVariables();
                return new Match(
                        entry.operation(), variables.getOrDefault("groupId", ""), variables.getOrDefault("name", ""));
            }
            allowed.add(entry.operation().method());
        }
        throw allowed.isEmpty() ? unknownPath() : methodNotAllowed(method, String.join(", ", allowed));
    }

    private static Refusal unknownPath() {
        return Refusal.of(
                Problem.RESOURCE_NOT_FOUND,
                "The gateway does not serve this path. /openapi.yaml describes the paths that it serves.");
    }

    private static Refusal methodNotAllowed(String method, String allowed) {
        return Refusal.of(
                        Problem.GATEWAY_METHOD_NOT_ALLOWED,
                        "The method %s is not allowed for this path. Allowed: %s."
                                .formatted(printable(method), allowed))
                .header("Allow", allowed);
    }

    private static String printable(String method) {
        return method.length() <= 16 && method.chars().allMatch(Character::isLetter) ? method : "of this call";
    }
}
