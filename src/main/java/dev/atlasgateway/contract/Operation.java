package dev.atlasgateway.contract;

import dev.atlasgateway.policy.Role;

/**
 * Operation that the gateway serves. A new operation needs an entry here and a translation.
 *
 * <p>The roles are those that Atlas requires (Atlas API reference, "requires the … role").
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

    /** Returns Atlas's operationId, which audit, metrics and the OpenAPI description use. */
    public String id() {
        return id;
    }

    public String method() {
        return method;
    }

    /** Returns the path template with {@code {groupId}} and {@code {name}}. */
    public String path() {
        return path;
    }

    /** Returns the role that the caller's team needs on the project. */
    public Role role() {
        return role;
    }

    /** Returns true if the operation changes an instance. Only such an operation has a body. */
    public boolean changes() {
        return !method.equals("GET");
    }
}
