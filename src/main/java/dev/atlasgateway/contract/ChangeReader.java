package dev.atlasgateway.contract;

import dev.atlasgateway.contract.Change.Tag;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of an update and collects all violations.
 *
 * <p>A null field and an absent field both stay unchanged, because clients of v1.0 send null for fields that they do not
 * set.
 */
final class ChangeReader {

    private static final Set<String> FLEX_FIELDS = Set.of("tags", "terminationProtectionEnabled");
    private static final Set<String> SERVERLESS_FIELDS =
            Set.of(Change.BACKUP_OPTIONS, "tags", "terminationProtectionEnabled");
    private static final Set<String> READ_ONLY_FIELDS = Set.of(
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
    private static final int MAX_TAGS = 50;
    private static final int MAX_TEXT_LENGTH = 255;

    /** The Atlas CLI changes the value of a tag by sending the old tag and then the new one. */
    private static final int TIMES_IN_FLEX = 2;

    private static final StrictJson JSON = new StrictJson(StreamReadConstraints.builder()
            .maxNestingDepth(16)
            .maxNumberLength(64)
            .maxNameLength(1024)
            .maxStringLength(65_536)
            .build());

    private final Api api;
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> repeatedTags = new ArrayList<>();

    private ChangeReader(Api api) {
        this.api = api;
    }

    /** @throws Refusal with all violations */
    static Change read(byte[] body, Api api) {
        var reader = new ChangeReader(api);
        var change = reader.readChange(parse(body));
        if (!reader.violations.isEmpty()) {
            throw Refusal.of(
                            Problem.VALIDATION_ERROR,
                            "The request body has %d invalid field(s). badRequestDetail names each of them."
                                    .formatted(reader.violations.size()))
                    .violations(reader.violations);
        }
        return change;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.parse(body);
        } catch (MalformedJsonException e) {
            throw Refusal.of(Problem.MALFORMED_JSON, String.valueOf(e.getMessage()));
        }
    }

    private Change readChange(JsonNode json) {
        if (!json.isObject()) {
            violations.add(new Violation("", "The body must be a JSON object."));
            return Change.NONE;
        }
        checkFieldNames(json, "", api.isFlex() ? FLEX_FIELDS : SERVERLESS_FIELDS, READ_ONLY_FIELDS);
        return new Change(
                tags(json.path("tags")),
                bool(json.path("terminationProtectionEnabled"), "terminationProtectionEnabled"),
                api.isFlex() ? null : continuousBackup(json.path(Change.BACKUP_OPTIONS)),
                repeatedTags);
    }

    private @Nullable Boolean continuousBackup(JsonNode options) {
        var path = Change.BACKUP_OPTIONS;
        if (isAbsent(options) || !check(options.isObject(), path, "must be an object")) {
            return null;
        }
        checkFieldNames(options, path + ".", Set.of("serverlessContinuousBackupEnabled"), Set.of());
        return bool(options.path("serverlessContinuousBackupEnabled"), path + ".serverlessContinuousBackupEnabled");
    }

    private @Nullable List<Tag> tags(JsonNode list) {
        if (isAbsent(list) || !check(list.isArray(), "tags", "must be an array of objects with key and value")) {
            return null;
        }
        var times = api.isFlex() ? TIMES_IN_FLEX : 1;
        var tags = new LinkedHashMap<String, Tag>();
        for (int i = 0; i < Math.min(list.size(), times * MAX_TAGS); i++) {
            var path = "tags[" + i + "]";
            var entry = list.get(i);
            if (check(entry.isObject(), path, "must be an object with key and value")) {
                checkFieldNames(entry, path + ".", Set.of("key", "value"), Set.of());
                var key = text(entry.path("key"), path + ".key");
                var value = text(entry.path("value"), path + ".value");
                addTag(tags, new Tag(key, value), path + ".key");
            }
        }
        check(
                list.size() <= times * MAX_TAGS && tags.size() <= MAX_TAGS,
                "tags",
                "must have at most " + MAX_TAGS + " entries");
        return List.copyOf(tags.values());
    }

    private void addTag(Map<String, Tag> tags, Tag tag, String path) {
        if (tags.put(tag.key(), tag) == null || tag.key().isEmpty()) {
            return;
        }
        if (check(
                api.isFlex() && !repeatedTags.contains(tag.key()),
                path,
                api.isFlex() ? "must not occur more than twice in the list" : "must be unique in the list")) {
            repeatedTags.add(tag.key());
        }
    }

    private String text(JsonNode node, String path) {
        if (isAbsent(node)) {
            check(false, path, "is required");
            return "";
        }
        if (!check(node.isString(), path, "must be a string")) {
            return "";
        }
        var text = node.stringValue();
        var length = text.codePointCount(0, text.length());
        check(length >= 1 && length <= MAX_TEXT_LENGTH, path, "must have 1 to " + MAX_TEXT_LENGTH + " characters");
        check(
                text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE),
                path,
                "must be Unicode text without unpaired surrogates");
        return text;
    }

    private @Nullable Boolean bool(JsonNode node, String path) {
        return isAbsent(node) || !check(node.isBoolean(), path, "must be true or false") ? null : node.booleanValue();
    }

    private void checkFieldNames(JsonNode object, String prefix, Set<String> known, Set<String> readOnly) {
        for (var name : object.propertyNames()) {
            if (!known.contains(name)) {
                var printable = name.length() > 64 ? name.substring(0, 64) + "…" : name;
                check(
                        false,
                        prefix + printable,
                        readOnly.contains(name)
                                ? "is read-only and must be left out"
                                : "is not a field of this operation");
            }
        }
    }

    private boolean check(boolean holds, String path, String requirement) {
        if (!holds) {
            violations.add(new Violation(path, path + " " + requirement + "."));
        }
        return holds;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
