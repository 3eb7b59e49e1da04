package dev.atlasgateway.contract;

import dev.atlasgateway.contract.Change.Tag;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.problem.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of an update and collects everything that is wrong with it.
 *
 * <p>{@code null} and absent both mean "leave as it is": clients of v1.0 send explicit nulls for what they do not set.
 */
final class ChangeReader {

    private static final Set<String> FIELDS = Set.of("serverlessBackupOptions", "tags", "terminationProtectionEnabled");
    private static final Set<String> READ_ONLY = Set.of(
            "connectionStrings",
            "createDate",
            "groupId",
            "id",
            "links",
            "mongoDBVersion",
            "name",
            "providerSettings",
            "stateName");
    private static final int MOST_TAGS = 50;
    private static final int LONGEST = 255;

    private final List<Violation> violations = new ArrayList<>();

    private ChangeReader() {}

    /** @throws Refusal with every violation at once */
    static Change read(byte[] body) {
        var json = StrictJson.read(body);
        var reader = new ChangeReader();
        var change = reader.change(json);
        if (!reader.violations.isEmpty()) {
            throw Refusal.of(
                            Problem.VALIDATION_ERROR,
                            "The request content has %d invalid field(s); badRequestDetail names each."
                                    .formatted(reader.violations.size()))
                    .violations(reader.violations);
        }
        return change;
    }

    private Change change(JsonNode json) {
        if (!json.isObject()) {
            violations.add(new Violation("", "The body must be a JSON object."));
            return Change.NONE;
        }
        onlyFields(json, "", FIELDS, READ_ONLY);
        return new Change(
                tags(json.path("tags")),
                bool(json.path("terminationProtectionEnabled"), "terminationProtectionEnabled"),
                continuousBackup(json.path("serverlessBackupOptions")));
    }

    private @Nullable Boolean continuousBackup(JsonNode options) {
        var path = "serverlessBackupOptions";
        if (absent(options) || !is(options.isObject(), path, "must be an object")) {
            return null;
        }
        onlyFields(options, path + ".", Set.of("serverlessContinuousBackupEnabled"), Set.of());
        return bool(options.path("serverlessContinuousBackupEnabled"), path + ".serverlessContinuousBackupEnabled");
    }

    private @Nullable List<Tag> tags(JsonNode list) {
        if (absent(list) || !is(list.isArray(), "tags", "must be an array of objects with key and value")) {
            return null;
        }
        is(list.size() <= MOST_TAGS, "tags", "must have at most " + MOST_TAGS + " entries");
        var tags = new ArrayList<Tag>();
        var keys = new HashSet<String>();
        for (int i = 0; i < Math.min(list.size(), MOST_TAGS); i++) {
            var path = "tags[" + i + "]";
            var entry = list.get(i);
            if (is(entry.isObject(), path, "must be an object with key and value")) {
                onlyFields(entry, path + ".", Set.of("key", "value"), Set.of());
                var key = text(entry.path("key"), path + ".key");
                var value = text(entry.path("value"), path + ".value");
                is(key.isEmpty() || keys.add(key), path + ".key", "must be unique in the list");
                tags.add(new Tag(key, value));
            }
        }
        return tags;
    }

    private String text(JsonNode node, String path) {
        if (absent(node)) {
            is(false, path, "is required");
            return "";
        }
        if (!is(node.isString(), path, "must be a string")) {
            return "";
        }
        var text = node.stringValue();
        var length = text.codePointCount(0, text.length());
        is(length >= 1 && length <= LONGEST, path, "must have 1 to " + LONGEST + " characters");
        is(
                text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE),
                path,
                "must be Unicode text, without half surrogate pairs");
        return text;
    }

    private @Nullable Boolean bool(JsonNode node, String path) {
        return absent(node) || !is(node.isBoolean(), path, "must be true or false") ? null : node.booleanValue();
    }

    private void onlyFields(JsonNode object, String prefix, Set<String> known, Set<String> readOnly) {
        for (var name : object.propertyNames()) {
            if (!known.contains(name)) {
                var printable = name.length() > 64 ? name.substring(0, 64) + "…" : name;
                is(
                        false,
                        prefix + printable,
                        readOnly.contains(name) ? "is read-only; leave it out" : "is not a field of this operation");
            }
        }
    }

    private boolean is(boolean holds, String path, String demand) {
        if (!holds) {
            violations.add(new Violation(path, path + " " + demand + "."));
        }
        return holds;
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
