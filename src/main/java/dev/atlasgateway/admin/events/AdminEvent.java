package dev.atlasgateway.admin.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that an admin did or looked at.
 *
 * @param id grows with time
 * @param admin the name of the admin
 * @param action what the admin did, such as {@code audit.searched}
 * @param subject the object of the action, such as {@code client:mdb_sa_id_…}; empty if the action has no object
 * @param detail a JSON object with more about the action, such as the filter of a search
 * @param adminIssuer the OpenID provider of the admin; null for the local admin, for a sign-in, whose detail has it, and for
 *     old events
 * @param adminSubject the {@code sub} there, which stays when the name changes
 */
public record AdminEvent(
        long id,
        Instant at,
        String admin,
        String action,
        String subject,
        JsonNode detail,
        @Nullable String adminIssuer,
        @Nullable String adminSubject) {}
