package dev.atlasgateway.policy;

import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.policy.field.ObjectDescription;

/** The quota of a team, instead of the default. */
public record TeamQuota(String team, Quota quota) implements PolicyObject {

    @Override
    public String key() {
        return team;
    }

    static ObjectDescription<TeamQuota> description() {
        return Quota.description(
                "teams",
                "team",
                FieldTypes.TEAM_NAME,
                "By team: counts all its calls.",
                TeamQuota::quota,
                TeamQuota::new);
    }
}
