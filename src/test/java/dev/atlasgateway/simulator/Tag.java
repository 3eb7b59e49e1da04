package dev.atlasgateway.simulator;

/** A label on an instance. */
public record Tag(String key, String value) {}
