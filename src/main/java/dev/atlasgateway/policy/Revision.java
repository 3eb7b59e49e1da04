package dev.atlasgateway.policy;

import java.time.Instant;

/** Who changed the policy, when and why. */
record Revision(long number, Instant madeAt, String madeBy, String reason) {}
