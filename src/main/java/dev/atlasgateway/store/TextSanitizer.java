package dev.atlasgateway.store;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sanitizes text before it is stored or logged: limits its length and replaces characters that break lines, terminals or
 * PostgreSQL (which rejects {@code \u0000} and lone surrogates). U+FFFD takes the place of each, so that it shows.
 */
public final class TextSanitizer {

    private static final int LONGEST = 1_000;

    private TextSanitizer() {}

    /** Returns the text without such characters, cut after a thousand. */
    public static String text(String raw) {
        var clean = raw.length() > LONGEST ? raw.substring(0, LONGEST) + "…" : raw;
        return isHarmless(clean) ? clean : replaced(clean);
    }

    private static boolean isHarmless(String text) {
        return isPrintableAscii(text) || text.codePoints().allMatch(TextSanitizer::isHarmless);
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            case Character.FORMAT -> !isReordering(codePoint);
            default -> true;
        };
    }

    /** Bidirectional controls make text look different from what it is (CVE-2021-42574). */
    private static boolean isReordering(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static String replaced(String text) {
        return text.codePoints()
                .map(codePoint -> isHarmless(codePoint) ? codePoint : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns the JSON as text, with every string in it sanitized, also the names. */
    public static String json(JsonNode node) {
        var text = node.toString();
        return text.length() <= LONGEST && isPrintableAscii(text) && !text.contains("\\u")
                ? text // no string in it is longer, and none has an escape
                : clean(node).toString();
    }

    private static JsonNode clean(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var clean = JsonNodeFactory.instance.objectNode();
                object.forEachEntry((name, value) -> clean.set(text(name), clean(value)));
                yield clean;
            }
            case ArrayNode array -> {
                var clean = JsonNodeFactory.instance.arrayNode();
                array.forEach(value -> clean.add(clean(value)));
                yield clean;
            }
            default -> node.isString() ? JsonNodeFactory.instance.stringNode(text(node.stringValue())) : node;
        };
    }
}
