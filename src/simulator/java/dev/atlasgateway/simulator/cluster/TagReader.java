package dev.atlasgateway.simulator.cluster;

import dev.atlasgateway.simulator.reply.ApiError.FieldViolation;
import dev.atlasgateway.simulator.reply.Errors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads a list of tags by the rules of Atlas's page "Resource Tags".
 *
 * <p>No source says it, so it is decided here: a violation, such as a duplicate key, is a {@code VALIDATION_ERROR}.
 */
final class TagReader {

    private static final int MOST_TAGS = 50;
    private static final int LONGEST = 255;

    private TagReader() {}

    static List<Tag> read(JsonNode array) {
        if (!array.isArray()) {
            throw ChangeReader.mismatch("tags");
        }
        var tags = new ArrayList<Tag>(array.size());
        for (var node : array) {
            if (!node.isObject()) {
                throw ChangeReader.mismatch("tags");
            }
            for (var name : node.propertyNames()) {
                if (!name.equals("key") && !name.equals("value")) {
                    throw ChangeReader.unexpected(name);
                }
            }
            tags.add(new Tag(text(node, "key"), text(node, "value")));
        }
        check(tags);
        return List.copyOf(tags);
    }

    private static String text(JsonNode tag, String name) {
        var value = tag.get(name);
        if (value == null || value.isNull()) {
            throw Errors.of(400, "MISSING_ATTRIBUTE", "The required attribute " + name + " was not specified.", name);
        }
        if (!value.isString()) {
            throw ChangeReader.mismatch(name);
        }
        return value.stringValue();
    }

    private static void check(List<Tag> tags) {
        var violations = new ArrayList<FieldViolation>();
        if (tags.size() > MOST_TAGS) {
            violations.add(new FieldViolation("No more than " + MOST_TAGS + " tags are allowed", "tags"));
        }
        var keys = new HashSet<String>();
        for (int i = 0; i < tags.size(); i++) {
            check(tags.get(i).key(), "tags[" + i + "].key", violations);
            check(tags.get(i).value(), "tags[" + i + "].value", violations);
            if (!keys.add(tags.get(i).key())) {
                violations.add(new FieldViolation("Tag keys must be unique", "tags[" + i + "].key"));
            }
        }
        if (!violations.isEmpty()) {
            throw Errors.validation(violations);
        }
    }

    private static void check(String text, String field, List<FieldViolation> violations) {
        if (text.isEmpty() || text.length() > LONGEST) {
            violations.add(new FieldViolation("Size must be between 1 and " + LONGEST, field));
        }
        if (!text.codePoints().allMatch(TagReader::isAllowed)) {
            violations.add(new FieldViolation(
                    "Only letters, digits, spaces and the characters ; @ _ - . + are allowed", field));
        }
    }

    private static boolean isAllowed(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || " ;@_-.+".indexOf(codePoint) >= 0;
    }
}
