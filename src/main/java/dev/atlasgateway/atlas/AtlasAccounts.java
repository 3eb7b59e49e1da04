package dev.atlasgateway.atlas;

import java.util.Set;

/** The names of the configured Atlas service accounts, by which projects refer to them. */
public record AtlasAccounts(Set<String> names) {}
