package dev.atlasgateway.contract;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters that Atlas describes. Ignores unknown parameters, as Atlas does. */
final class QueryReader {

    private static final Set<String> FLAGS = Set.of("envelope", "pretty");
    private static final Set<String> OF_LISTS = Set.of("includeCount", "pageNum", "itemsPerPage");
    private static final int MOST_DIGITS = 6;

    private final Map<String, String> values = new HashMap<>();

    private QueryReader(String query, boolean isList) {
        for (var parameter : query.split("&")) {
            var equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (FLAGS.contains(name) || isList && OF_LISTS.contains(name)) {
                var value = equals < 0 ? "" : parameter.substring(equals + 1);
                if (values.put(name, value) != null) {
                    throw invalid("The query parameter %s must occur only once.".formatted(name));
                }
            }
        }
    }

    /**
     * Checks the query of an operation.
     *
     * @return the page of a list; the first page if the operation is no list
     * @throws Refusal if a parameter has no valid value, or occurs twice
     */
    static Page read(@Nullable String query, Operation operation) {
        if (query == null || query.isEmpty()) {
            return Page.FIRST;
        }
        var reader = new QueryReader(query, operation.isList());
        FLAGS.forEach(flag -> reader.flag(flag, false));
        return new Page(
                reader.number("pageNum", Page.FIRST.number(), 999_999),
                reader.number("itemsPerPage", Page.FIRST.size(), Page.MAX_SIZE),
                reader.flag("includeCount", Page.FIRST.count()));
    }

    private boolean flag(String name, boolean otherwise) {
        var value = values.getOrDefault(name, Boolean.toString(otherwise));
        if (!value.equals("true") && !value.equals("false")) {
            throw invalid("The query parameter %s must be true or false.".formatted(name));
        }
        return value.equals("true");
    }

    private int number(String name, int otherwise, int max) {
        var value = values.getOrDefault(name, Integer.toString(otherwise));
        var number = value.matches("[0-9]{1," + MOST_DIGITS + "}") ? Integer.parseInt(value) : 0;
        if (number < 1 || number > max) {
            throw invalid("The query parameter %s must be a number from 1 to %d.".formatted(name, max));
        }
        return number;
    }

    private static Refusal invalid(String detail) {
        return Refusal.of(Problem.VALIDATION_ERROR, detail);
    }
}
