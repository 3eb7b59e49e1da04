package dev.atlasgateway.admin.signin;

/** Role of an admin. */
public enum AdminRole {
    /** Sees and changes everything. */
    ADMIN,
    /** Sees everything and changes nothing. */
    AUDITOR,
    /** Manages the clients of the own teams and sees their calls. */
    TEAM_LEAD
}
