package dev.atlasgateway.revision;

import java.time.Instant;

/** Who changed the policy, when and why. */
public record Revision(long number, Instant madeAt, String madeBy, String reason) {}
