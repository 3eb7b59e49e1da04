package dev.atlasgateway.history;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines of RFC 4180. */
final class Csv {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FORMULAS = "=+-@\t\r\n|%";

    private Csv() {}

    static String line(Collection<? extends @Nullable Object> values) {
        return values.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            case JsonNode json -> quoted(json.toString());
            case Collection<?> list -> list.isEmpty() ? "" : quoted(JSON.writeValueAsString(list));
            default -> quoted(harmless(value.toString()));
        };
    }

    /** Text that a spreadsheet would take for a formula gets an apostrophe in front, by which it takes it for text. */
    private static String harmless(String text) {
        return !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
