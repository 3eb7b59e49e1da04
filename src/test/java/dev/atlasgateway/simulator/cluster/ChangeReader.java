package dev.atlasgateway.simulator.cluster;

import dev.atlasgateway.simulator.reply.ApiError.FieldViolation;
import dev.atlasgateway.simulator.reply.Errors;
import dev.atlasgateway.simulator.reply.Json;
import dev.atlasgateway.simulator.reply.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a PATCH body asks for, as strictly as Atlas's documentation says.
 *
 * <p>Decided here, as no source tells: an explicit null leaves a setting as it is, an empty object is accepted, and
 * duplicate tag keys are a {@code VALIDATION_ERROR}.
 */
final class ChangeReader {

    private static final Set<String> READ_ONLY = Set.of(
            "backupSettings",
            "clusterType",
            "connectionStrings",
            "createDate",
            "groupId",
            "id",
            "links",
            "mongoDBVersion",
            "name",
            "providerSettings",
            "stateName",
            "versionReleaseSystem");
    private static final int MOST_TAGS = 50;
    private static final int LONGEST = 255;

    private ChangeReader() {}

    static Change flex(byte[] body) {
        return read(body, false);
    }

    static Change serverless(byte[] body) {
        return read(body, true);
    }

    private static Change read(byte[] body, boolean serverless) {
        var root = parse(body);
        List<Tag> tags = null;
        Boolean protection = null;
        Boolean backup = null;
        for (var property : root.properties()) {
            var name = property.getKey();
            var value = property.getValue();
            if (name.equals("tags")) {
                tags = value.isNull() ? null : tags(value);
            } else if (name.equals("terminationProtectionEnabled")) {
                protection = flag(name, value);
            } else if (name.equals("serverlessBackupOptions") && serverless) {
                backup = value.isNull() ? null : backup(value);
            } else {
                throw unexpected(name);
            }
        }
        return new Change(tags, protection, backup);
    }

    private static JsonNode parse(byte[] body) {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw Errors.of(400, "MALFORMED_JSON", "Received JSON is malformed.");
        }
        if (root.isMissingNode()) {
            throw Errors.of(400, "MALFORMED_JSON", "Received JSON is malformed.");
        }
        if (!root.isObject()) {
            throw Errors.of(400, "INVALID_JSON", "Received JSON does not match expected format.");
        }
        return root;
    }

    private static @Nullable Boolean backup(JsonNode options) {
        if (!options.isObject()) {
            throw mismatch("serverlessBackupOptions");
        }
        Boolean backup = null;
        for (var property : options.properties()) {
            if (!property.getKey().equals("serverlessContinuousBackupEnabled")) {
                throw unexpected(property.getKey());
            }
            backup = flag(property.getKey(), property.getValue());
        }
        return backup;
    }

    private static @Nullable Boolean flag(String name, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw mismatch(name);
        }
        return value.booleanValue();
    }

    private static List<Tag> tags(JsonNode array) {
        if (!array.isArray()) {
            throw mismatch("tags");
        }
        var tags = new ArrayList<Tag>(array.size());
        for (var node : array) {
            if (!node.isObject()) {
                throw mismatch("tags");
            }
            for (var name : node.propertyNames()) {
                if (!name.equals("key") && !name.equals("value")) {
                    throw unexpected(name);
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
            throw mismatch(name);
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
        if (!text.codePoints().allMatch(ChangeReader::isAllowed)) {
            violations.add(new FieldViolation(
                    "Only letters, digits, spaces and the characters ; @ _ - . + are allowed", field));
        }
    }

    private static boolean isAllowed(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || " ;@_-.+".indexOf(codePoint) >= 0;
    }

    private static Refused unexpected(String name) {
        return READ_ONLY.contains(name)
                ? Errors.of(
                        400,
                        "ATTRIBUTE_READ_ONLY",
                        "The attribute " + name + " is read-only and cannot be changed by the user.",
                        name)
                : Errors.of(400, "INVALID_ATTRIBUTE", "Invalid attribute " + name + " specified.", name);
    }

    private static Refused mismatch(String name) {
        return Errors.of(
                400,
                "INVALID_JSON_ATTRIBUTE",
                "Received JSON for the " + name + " attribute does not match expected format.",
                name);
    }
}
