package dev.atlasgateway.history;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes lines of CSV (RFC 4180). */
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
            default -> quoted(withoutFormula(value.toString()));
        };
    }

    /** Puts an apostrophe before text that a spreadsheet would run as a formula, so that it stays text. */
    private static String withoutFormula(String text) {
        return !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
