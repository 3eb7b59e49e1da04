package dev.atlasgateway.policy;

/** What a policy is made of: everything that admins name, change and undo. */
public sealed interface PolicyObject permits Team, Client, Project, Grant, Guardrail, TeamQuota, ProjectQuota {

    /** What no other object of the kind is called. */
    String key();

    default Kind kind() {
        return switch (this) {
            case Team team -> Kind.TEAM;
            case Client client -> Kind.CLIENT;
            case Project project -> Kind.PROJECT;
            case Grant grant -> Kind.GRANT;
            case Guardrail guardrail -> Kind.GUARDRAIL;
            case TeamQuota quota -> Kind.TEAM_QUOTA;
            case ProjectQuota quota -> Kind.PROJECT_QUOTA;
        };
    }
}
