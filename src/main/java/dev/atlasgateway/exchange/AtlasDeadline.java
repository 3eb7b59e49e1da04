package dev.atlasgateway.exchange;

import java.time.Duration;

/** Longest time of a call as a whole, with all attempts: {@code gateway.atlas.deadline}. */
public record AtlasDeadline(Duration value) {}
