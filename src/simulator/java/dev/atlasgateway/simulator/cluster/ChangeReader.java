package dev.atlasgateway.simulator.cluster;

import dev.atlasgateway.simulator.reply.ErrorReplyException;
import dev.atlasgateway.simulator.reply.Errors;
import dev.atlasgateway.simulator.reply.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a PATCH body asks for, as strictly as Atlas's documentation says.
 *
 * <p>No source says it, so it is decided here: an explicit null leaves a setting as it is, and an empty object is
 * accepted.
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
                tags = value.isNull() ? null : TagReader.read(value);
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

    static ErrorReplyException unexpected(String name) {
        return READ_ONLY.contains(name)
                ? Errors.of(
                        400,
                        "ATTRIBUTE_READ_ONLY",
                        "The attribute " + name + " is read-only and cannot be changed by the user.",
                        name)
                : Errors.of(400, "INVALID_ATTRIBUTE", "Invalid attribute " + name + " specified.", name);
    }

    static ErrorReplyException mismatch(String name) {
        return Errors.of(
                400,
                "INVALID_JSON_ATTRIBUTE",
                "Received JSON for the " + name + " attribute does not match expected format.",
                name);
    }
}
