package dev.atlasgateway.quota;

import dev.atlasgateway.policy.Quota;

/**
 * Quota of a team or project, and the tokens in its bucket.
 *
 * @param isDefault whether the quota is the default, because the policy has none for this owner
 */
public record QuotaBalance(Quota quota, boolean isDefault, long tokens) {}
