package dev.atlasgateway.policy;

import java.util.Locale;

/** The kinds of object, as the store and error messages name them: {@code team}, {@code team-quota}. */
public enum Kind {
    TEAM(Team.class),
    CLIENT(Client.class),
    PROJECT(Project.class),
    GRANT(Grant.class),
    GUARDRAIL(Guardrail.class),
    TEAM_QUOTA(TeamQuota.class),
    PROJECT_QUOTA(ProjectQuota.class);

    private final Class<? extends PolicyObject> type;

    Kind(Class<? extends PolicyObject> type) {
        this.type = type;
    }

    public Class<? extends PolicyObject> type() {
        return type;
    }

    /**
     * The inverse of {@link #toString}.
     *
     * @throws IllegalArgumentException for a kind that this version does not know
     */
    public static Kind named(String name) {
        return valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
