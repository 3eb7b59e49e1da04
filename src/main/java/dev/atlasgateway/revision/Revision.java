package dev.atlasgateway.revision;

import java.time.Instant;

/** A revision of the policy: who changed it, when and why. */
public record Revision(long number, Instant madeAt, String madeBy, String reason) {}
