package dev.atlasgateway.store;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes text harmless for whoever reads it later: bounded, and without characters that break lines, terminals or
 * PostgreSQL (which refuses {@code \u0000} and lone surrogates). Each gives way to U+FFFD, so that it shows.
 */
public final class TextSanitizer {

    private static final int LONGEST = 1_000;

    private TextSanitizer() {}

    /** Of at most a thousand characters. */
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

    /** Bidirectional controls make text read otherwise than it is (CVE-2021-42574). */
    private static boolean isReordering(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static String replaced(String text) {
        return text.codePoints()
                .map(codePoint -> isHarmless(codePoint) ? codePoint : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** As text, with every text in it, names too, made harmless. */
    public static String json(JsonNode node) {
        var text = node.toString();
        return text.length() <= LONGEST && isPrintableAscii(text) && !text.contains("\\u")
                ? text // nothing in it is longer, nor written as an escape
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
