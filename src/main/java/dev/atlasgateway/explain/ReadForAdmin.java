package dev.atlasgateway.explain;

import dev.atlasgateway.guardrail.Cleared;
import dev.atlasgateway.guardrail.CurrentState;
import dev.atlasgateway.history.AdminEvents;
import dev.atlasgateway.quota.Quotas;
import java.util.Map;

/**
 * Reads an instance at Atlas for an explanation: as often as the team's and the project's quotas let their calls through,
 * of which it takes one, and not without an admin event that says who had it read.
 */
record ReadForAdmin(CurrentState current, Quotas quotas, AdminEvents events, String admin) implements CurrentState {

    @Override
    public Map<String, Object> of(Cleared reading) {
        quotas.spend(reading.granted());
        var call = reading.granted().call();
        events.record(
                admin,
                "instance.read",
                "instance:%s/%s".formatted(call.groupId(), call.instance()),
                Map.of("team", reading.granted().caller().team()));
        return current.of(reading);
    }
}
