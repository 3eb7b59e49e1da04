package dev.atlasgateway.contract;

import dev.atlasgateway.policy.Role;

/**
 * The catalogue of what the gateway serves: a further operation is a further entry here and its translation.
 *
 * <p>Roles are those that Atlas demands of the credential (Atlas API reference, "requires the … role").
 */
public enum Operation {
    GET_SERVERLESS_INSTANCE(
            "getServerlessInstance", "GET", "/api/atlas/v1.0/groups/{groupId}/serverless/{name}", Role.GROUP_READ_ONLY),
    UPDATE_SERVERLESS_INSTANCE(
            "updateServerlessInstance",
            "PATCH",
            "/api/atlas/v1.0/groups/{groupId}/serverless/{name}",
            Role.GROUP_OWNER);

    private final String id;
    private final String method;
    private final String path;
    private final Role role;

    Operation(String id, String method, String path, Role role) {
        this.id = id;
        this.method = method;
        this.path = path;
        this.role = role;
    }

    /** Atlas's operationId: the name in audit, metrics and the OpenAPI description. */
    public String id() {
        return id;
    }

    public String method() {
        return method;
    }

    /** The path template, with {@code {groupId}} and {@code {name}}. */
    public String path() {
        return path;
    }

    /** What the caller's team must hold on the project. */
    public Role role() {
        return role;
    }

    /** Whether it changes an instance, and so has a body. */
    public boolean changes() {
        return !method.equals("GET");
    }
}
