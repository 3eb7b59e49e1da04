package dev.atlasgateway.explain;

import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.guardrail.CurrentStateReader;
import dev.atlasgateway.history.AdminJournal;
import java.util.Map;

/**
 * Reads an instance from Atlas for an explanation. Takes tokens from the quotas of the team and the project, like a call, and
 * records an admin event that names the admin.
 */
record AuditedInstanceReader(CurrentStateReader current, AdminJournal journal, String admin)
        implements CurrentStateReader {

    @Override
    public Map<String, Object> read(ApprovedChange reading) {
        var call = reading.authorized().call();
        journal.record(
                admin,
                "instance.read",
                "instance:%s/%s".formatted(call.groupId(), call.instance()),
                Map.of("team", reading.authorized().caller().team()));
        return current.read(reading);
    }
}
