package dev.atlasgateway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The change that a body asks for, fully checked; null means "leave as it is".
 *
 * @param tags the new list as a whole
 * @param continuousBackup {@code serverlessBackupOptions.serverlessContinuousBackupEnabled}
 */
public record Change(
        @Nullable List<Tag> tags,
        @Nullable Boolean terminationProtectionEnabled,
        @Nullable Boolean continuousBackup) {

    /** What an operation without a body asks for. */
    public static final Change NONE = new Change(null, null, null);

    public Change {
        tags = tags == null ? null : List.copyOf(tags);
    }

    public record Tag(String key, String value) {}
}
