package dev.atlasgateway.contract;

/** Request for an {@link Operation}, with a valid path and query. */
public record Call(Operation operation, String groupId, String instance) {}
