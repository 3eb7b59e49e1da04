package dev.atlasgateway.policy;

/** The quota of a project that differs from the default. */
public record ProjectQuota(String groupId, Quota quota) implements PolicyObject {

    @Override
    public String key() {
        return groupId;
    }
}
