package dev.atlasgateway.contract;

/** Request for an {@link Operation}, with a valid path and query. */
public record Call(Operation operation, String groupId, String instance) {

    /** Returns the path of the call. */
    public String path() {
        return operation.path().replace("{groupId}", groupId).replace("{name}", instance);
    }
}
