package dev.atlasgateway.simulator.wire;

/** One header field as it was or will be sent; the case of the name is kept. */
public record Header(String name, String value) {}
