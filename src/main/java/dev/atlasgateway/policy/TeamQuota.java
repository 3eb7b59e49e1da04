package dev.atlasgateway.policy;

/** The quota of a team that differs from the default. */
public record TeamQuota(String team, Quota quota) implements PolicyObject {

    @Override
    public String key() {
        return team;
    }
}
