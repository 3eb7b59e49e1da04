package dev.atlasgateway.contract;

/**
 * Request for an {@link Operation}, with a valid path and query.
 *
 * @param instance name of the instance; empty for a list
 * @param page part of a list
 */
public record Call(Operation operation, String groupId, String instance, Page page) {

    public Call(Operation operation, String groupId, String instance) {
        this(operation, groupId, instance, Page.FIRST);
    }

    /** Returns the path of the call. */
    public String path() {
        return operation.path(groupId, instance);
    }

    /** Returns the call of another operation on the same instance. */
    public Call as(Operation other) {
        return new Call(other, groupId, instance, page);
    }
}
