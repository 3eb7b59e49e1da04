package dev.atlasgateway.audit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Changes that are durable but may not go on while an older change to the same resource is being repeated.
 *
 * <p>The other half of {@link RetryLeases}: whoever repeats writes a lease and then looks for newer intents; whoever
 * is new has written its intent and then looks for leases. Each looks after its own writing is visible to all, so that
 * at least one sees the other. For one thread.
 */
final class HeldIntents {

    private final List<PendingRow> waiting = new ArrayList<>();

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(PendingRow durable) {
        waiting.add(durable);
    }

    /** Lets everybody go on whose resource nobody else has leased. */
    void release(Map<String, List<UUID>> leases) {
        waiting.removeIf(ticket -> {
            if (isLeased(ticket.row(), leases)) {
                ticket.hold();
                return ticket.state() == PendingRow.State.WITHDRAWN;
            }
            ticket.stored();
            return true;
        });
    }

    private static boolean isLeased(AuditRow row, Map<String, List<UUID>> leases) {
        return leases.getOrDefault(row.get(AuditColumn.RESOURCE), List.of()).stream()
                .anyMatch(holder -> !holder.equals(row.id()));
    }
}
