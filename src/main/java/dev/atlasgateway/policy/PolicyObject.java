package dev.atlasgateway.policy;

/** An object of the policy: something that admins name, change and restore. */
public sealed interface PolicyObject permits Team, Client, Project, Grant, Guardrail, TeamQuota, ProjectQuota {

    /** Returns the name of the object, unique within its kind. */
    String key();

    default ObjectKind kind() {
        return switch (this) {
            case Team team -> ObjectKind.TEAM;
            case Client client -> ObjectKind.CLIENT;
            case Project project -> ObjectKind.PROJECT;
            case Grant grant -> ObjectKind.GRANT;
            case Guardrail guardrail -> ObjectKind.GUARDRAIL;
            case TeamQuota quota -> ObjectKind.TEAM_QUOTA;
            case ProjectQuota quota -> ObjectKind.PROJECT_QUOTA;
        };
    }
}
