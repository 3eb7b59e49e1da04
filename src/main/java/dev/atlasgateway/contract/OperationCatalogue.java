package dev.atlasgateway.contract;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Finds the operation for a method and a path. */
final class OperationCatalogue {

    private static final String ATLAS = "/api/atlas";

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
            var methods = entry.operation().methods();
            if (methods.contains(method)) {
                var variables = matched.getUriVariables();
                return new Match(
                        entry.operation(), variables.getOrDefault("groupId", ""), variables.getOrDefault("name", ""));
            }
            allowed.addAll(methods);
        }
        throw allowed.isEmpty() ? notServed(path) : methodNotAllowed(method, String.join(", ", allowed));
    }

    /** If Atlas answers 404, tools forget the instance. So the gateway never answers 404 for a path of Atlas by itself. */
    static Refusal notServed(String path) {
        return path.toLowerCase(Locale.ROOT).contains(ATLAS)
                ? Refusal.of(
                        Problem.GATEWAY_OPERATION_NOT_SERVED,
                        "The gateway does not serve this operation of Atlas, and did not ask Atlas. It lists, reads and updates"
                                + " flex clusters and serverless instances, as /openapi.yaml describes. Send everything else to"
                                + " Atlas itself, such as https://cloud.mongodb.com, with credentials of Atlas.")
                : Refusal.of(
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
