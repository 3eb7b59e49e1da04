package dev.atlasgateway.contract;

import dev.atlasgateway.policy.Role;
import java.util.Arrays;
import java.util.List;

/**
 * Operation that the gateway serves. A new operation needs an entry here and a translation.
 *
 * <p>The ids are Atlas's, with {@code V2} where v1.0 has the same one.
 */
public enum Operation {
    GET_SERVERLESS_INSTANCE("getServerlessInstance", Api.V1_SERVERLESS, Action.READ),
    UPDATE_SERVERLESS_INSTANCE("updateServerlessInstance", Api.V1_SERVERLESS, Action.UPDATE),
    LIST_SERVERLESS_INSTANCES("listServerlessInstances", Api.V1_SERVERLESS, Action.LIST),
    GET_SERVERLESS_INSTANCE_V2("getServerlessInstanceV2", Api.V2_SERVERLESS, Action.READ),
    UPDATE_SERVERLESS_INSTANCE_V2("updateServerlessInstanceV2", Api.V2_SERVERLESS, Action.UPDATE),
    LIST_SERVERLESS_INSTANCES_V2("listServerlessInstancesV2", Api.V2_SERVERLESS, Action.LIST),
    GET_FLEX_CLUSTER("getFlexCluster", Api.V2_FLEX, Action.READ),
    UPDATE_FLEX_CLUSTER("updateFlexCluster", Api.V2_FLEX, Action.UPDATE),
    LIST_FLEX_CLUSTERS("listFlexClusters", Api.V2_FLEX, Action.LIST),
    /** Tools ask it first, and go on with the flex operations when Atlas says that the cluster is a flex cluster. */
    GET_CLUSTER("getCluster", Api.V2_CLUSTERS, Action.READ);

    /** The roles are those that Atlas requires (Atlas API reference, "requires the … role"). */
    private enum Action {
        READ("GET", Role.GROUP_READ_ONLY),
        LIST("GET", Role.GROUP_READ_ONLY),
        UPDATE("PATCH", Role.GROUP_OWNER);

        private final String method;
        private final Role role;

        Action(String method, Role role) {
            this.method = method;
            this.role = role;
        }
    }

    private final String id;
    private final Api api;
    private final Action action;

    Operation(String id, Api api, Action action) {
        this.id = id;
        this.api = api;
        this.action = action;
    }

    /** Returns the operationId, which audit, metrics and the OpenAPI description use. */
    public String id() {
        return id;
    }

    public Api api() {
        return api;
    }

    /** Returns the method that the API of Atlas describes. */
    public String method() {
        return action.method;
    }

    /** Returns the methods that the gateway serves: HEAD where GET is, as Atlas does. */
    public List<String> methods() {
        return changes() ? List.of(method()) : List.of(method(), "HEAD");
    }

    /** Returns the path template with {@code {groupId}} and, unless it is a list, {@code {name}}. */
    public String path() {
        return isList() ? api.path() : api.path() + "/{name}";
    }

    /** @param name ignored by a list */
    public String path(String groupId, String name) {
        return path().replace("{groupId}", groupId).replace("{name}", name);
    }

    /** Returns true if the operation is about all instances of a project. */
    public boolean isList() {
        return action == Action.LIST;
    }

    /** Returns the operation of another API that does the same. */
    public Operation in(Api other) {
        return Arrays.stream(values())
                .filter(operation -> operation.api == other && operation.action == action)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the role that the caller's team needs on the project. */
    public Role role() {
        return action.role;
    }

    /** Returns true if the operation changes an instance. Only such an operation has a body. */
    public boolean changes() {
        return action == Action.UPDATE;
    }
}
