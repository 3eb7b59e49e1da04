package dev.atlasgateway.history;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Something that an admin did or looked at.
 *
 * @param id grows with time
 * @param admin who
 * @param action what, such as {@code audit.searched}
 * @param subject to what, such as {@code client:mdb_sa_id_…}; empty where the action says it all
 * @param detail what else is known, an object
 */
public record AdminEvent(long id, Instant at, String admin, String action, String subject, JsonNode detail) {}
