package dev.atlasgateway.audit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Durable intents held back while an older change to the same instance is being retried.
 *
 * <p>This is the other half of {@link RetryLeases}. A retry writes its lease and then looks for newer intents. A newer
 * change writes its intent and then looks for leases. Each looks after its own row is visible, so at least one sees the
 * other. Used by one thread.
 */
final class HeldIntents {

    private final List<PendingRow> waiting = new ArrayList<>();

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(PendingRow durable) {
        waiting.add(durable);
    }

    /** Lets an intent go on if no other change holds a lease on its instance. */
    void release(Map<String, List<UUID>> leases) {
        waiting.removeIf(pending -> {
            if (isLeased(pending.row(), leases)) {
                pending.hold();
                return pending.state() == PendingRow.State.WITHDRAWN;
            }
            pending.markStored();
            return true;
        });
    }

    private static boolean isLeased(AuditRow row, Map<String, List<UUID>> leases) {
        return leases.getOrDefault(row.get(AuditColumn.RESOURCE), List.of()).stream()
                .anyMatch(holder -> !holder.equals(row.id()));
    }
}
