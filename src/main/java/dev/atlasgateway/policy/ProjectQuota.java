package dev.atlasgateway.policy;

import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.policy.field.ObjectDescription;

/** The quota of a project, instead of the default. */
public record ProjectQuota(String groupId, Quota quota) implements PolicyObject {

    @Override
    public String key() {
        return groupId;
    }

    static ObjectDescription<ProjectQuota> description() {
        return Quota.description(
                "projects",
                "project",
                FieldTypes.PROJECT_ID,
                "By groupId: counts the calls that would reach Atlas.",
                ProjectQuota::quota,
                ProjectQuota::new);
    }
}
