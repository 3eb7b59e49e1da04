package dev.atlasgateway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Valid change to an instance. A null field stays unchanged.
 *
 * @param tags the complete new list
 * @param continuousBackup {@code serverlessBackupOptions.serverlessContinuousBackupEnabled}
 * @param repeatedTags keys that the caller sent twice; {@code tags} has the last value
 */
public record Change(
        @Nullable List<Tag> tags,
        @Nullable Boolean terminationProtectionEnabled,
        @Nullable Boolean continuousBackup,
        List<String> repeatedTags) {

    /** Field that flex clusters do not have. */
    public static final String BACKUP_OPTIONS = "serverlessBackupOptions";

    /** The change of an operation without a body. */
    public static final Change NONE = new Change(null, null, null);

    public Change {
        tags = tags == null ? null : List.copyOf(tags);
        repeatedTags = List.copyOf(repeatedTags);
    }

    public Change(
            @Nullable List<Tag> tags,
            @Nullable Boolean terminationProtectionEnabled,
            @Nullable Boolean continuousBackup) {
        this(tags, terminationProtectionEnabled, continuousBackup, List.of());
    }

    /** Returns a sentence for each tag that was sent twice. */
    public List<String> repetitions() {
        return repeatedTags.stream()
                .map(key -> "the tag %s was sent twice; its last value counts".formatted(key))
                .toList();
    }

    /** Returns the change as JSON. Unchanged fields are absent. */
    public ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        if (continuousBackup != null) {
            json.putObject(BACKUP_OPTIONS).put("serverlessContinuousBackupEnabled", continuousBackup);
        }
        if (tags != null) {
            var list = json.putArray("tags");
            tags.forEach(tag -> list.addObject().put("key", tag.key()).put("value", tag.value()));
        }
        if (terminationProtectionEnabled != null) {
            json.put("terminationProtectionEnabled", terminationProtectionEnabled);
        }
        return json;
    }

    public record Tag(String key, String value) {}
}
