package dev.atlasgateway.contract;

/** A request recognised as one of the catalogue's operations, its path and query checked. */
public record Call(Operation operation, String groupId, String instance) {}
