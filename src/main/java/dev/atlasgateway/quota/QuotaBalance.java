package dev.atlasgateway.quota;

import dev.atlasgateway.policy.Quota;

/**
 * How full a bucket is.
 *
 * @param standard whether the quota is the default, as the policy has none for the owner
 */
public record QuotaBalance(Quota quota, boolean standard, long tokens) {}
