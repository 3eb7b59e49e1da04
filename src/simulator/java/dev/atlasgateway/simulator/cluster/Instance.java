package dev.atlasgateway.simulator.cluster;

import java.time.Instant;
import java.util.List;

/**
 * A database instance as the simulated Atlas has stored it.
 *
 * @param id 24 hexadecimal digits, the same for the same project and name
 * @param updatingUntil until then its state is {@code UPDATING}, afterwards {@code IDLE}
 * @param changes how many changes have been applied to it
 * @param lastRequest the sequence number of the request that changed it last, 0 if none did
 */
public record Instance(
        String groupId,
        String name,
        String id,
        Kind kind,
        Instant createDate,
        Settings settings,
        Instant updatingUntil,
        long changes,
        long lastRequest) {

    /** What callers can change. */
    public record Settings(
            List<Tag> tags, boolean terminationProtectionEnabled, boolean serverlessContinuousBackupEnabled) {

        static final Settings INITIAL = new Settings(List.of(), false, false);

        Settings with(Change change) {
            return new Settings(
                    change.tags() == null ? tags : change.tags(),
                    change.terminationProtectionEnabled() == null
                            ? terminationProtectionEnabled
                            : change.terminationProtectionEnabled(),
                    change.serverlessContinuousBackupEnabled() == null
                            ? serverlessContinuousBackupEnabled
                            : change.serverlessContinuousBackupEnabled());
        }
    }

    /** Which of Atlas's APIs may change it. */
    public enum Kind {
        /** Both the flex API and, as a migrated instance, the serverless one. */
        FLEX,
        /** Neither: an M10 or larger. */
        DEDICATED
    }

    /** {@code UPDATING} or {@code IDLE}. */
    public String stateName(Instant now) {
        return now.isBefore(updatingUntil) ? "UPDATING" : "IDLE";
    }

    Instance apply(Change change, Instant updatingUntil, long request) {
        return new Instance(
                groupId, name, id, kind, createDate, settings.with(change), updatingUntil, changes + 1, request);
    }
}
