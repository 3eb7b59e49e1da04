package dev.atlasgateway.exchange;

import java.time.Duration;

/** How long a call may take as a whole, all attempts included: {@code gateway.atlas.deadline}. */
public record AtlasDeadline(Duration value) {}
