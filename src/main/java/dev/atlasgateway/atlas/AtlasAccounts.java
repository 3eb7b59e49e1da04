package dev.atlasgateway.atlas;

import java.util.Set;

/** Names of the configured Atlas service accounts. Projects refer to them. */
public record AtlasAccounts(Set<String> names) {}
