package dev.atlasgateway.simulator.cluster;

/** A label on an instance. */
public record Tag(String key, String value) {}
