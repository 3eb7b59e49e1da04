package dev.atlasgateway.revision;

import java.util.List;

/**
 * Some of what differs between two revisions.
 *
 * @param added of all that differs, as are the next two
 * @param items by kind and key
 */
public record Differences(long added, long changed, long removed, List<Difference> items) {}
