package dev.atlasgateway.contract;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the query flags of all operations. Ignores unknown parameters, as Atlas does. */
final class QueryFlags {

    private static final Set<String> FLAGS = Set.of("envelope", "pretty");

    private QueryFlags() {}

    static void check(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return;
        }
        var seen = new HashSet<String>();
        for (var parameter : query.split("&")) {
            var equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (FLAGS.contains(name)) {
                var value = equals < 0 ? "" : parameter.substring(equals + 1);
                if (!value.equals("true") && !value.equals("false")) {
                    throw invalid("The query parameter %s must be true or false.".formatted(name));
                }
                if (!seen.add(name)) {
                    throw invalid("The query parameter %s must occur only once.".formatted(name));
                }
            }
        }
    }

    private static Refusal invalid(String detail) {
        return Refusal.of(Problem.VALIDATION_ERROR, detail);
    }
}
