package dev.atlasgateway.policy;

import dev.atlasgateway.policy.field.ObjectDescription;
import java.util.Locale;

/** The kinds of policy objects. The store and messages call them {@code team}, {@code team-quota} and so on. */
public enum ObjectKind {
    TEAM(Team.class, Team.description()),
    CLIENT(Client.class, Client.description()),
    PROJECT(Project.class, Project.description()),
    GRANT(Grant.class, Grant.description()),
    GUARDRAIL(Guardrail.class, Guardrail.description()),
    TEAM_QUOTA(TeamQuota.class, TeamQuota.description()),
    PROJECT_QUOTA(ProjectQuota.class, ProjectQuota.description());

    private final Class<? extends PolicyObject> type;
    private final ObjectDescription<PolicyObject> description;

    @SuppressWarnings("unchecked") // a kind has objects of its type only
    <T extends PolicyObject> ObjectKind(Class<T> type, ObjectDescription<T> description) {
        this.type = type;
        this.description = (ObjectDescription<PolicyObject>) description;
    }

    public Class<? extends PolicyObject> type() {
        return type;
    }

    /** Returns the description of the fields. */
    public ObjectDescription<PolicyObject> description() {
        return description;
    }

    /**
     * Returns the kind of a name, the inverse of {@link #toString}.
     *
     * @throws IllegalArgumentException if this version does not know the kind
     */
    public static ObjectKind named(String name) {
        return valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
