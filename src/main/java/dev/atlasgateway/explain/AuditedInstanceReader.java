package dev.atlasgateway.explain;

import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.guardrail.CurrentStateReader;
import dev.atlasgateway.history.AdminEvents;
import java.util.Map;

/**
 * Reads an instance at Atlas for an explanation, as for a call, which costs the team's and the project's quotas; and not
 * without an admin event that says who had it read.
 */
record AuditedInstanceReader(CurrentStateReader current, AdminEvents events, String admin) implements CurrentStateReader {

    @Override
    public Map<String, Object> of(ApprovedChange reading) {
        var call = reading.granted().call();
        events.record(
                admin,
                "instance.read",
                "instance:%s/%s".formatted(call.groupId(), call.instance()),
                Map.of("team", reading.granted().caller().team()));
        return current.of(reading);
    }
}
