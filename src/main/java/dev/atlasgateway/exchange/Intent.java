package dev.atlasgateway.exchange;

import java.time.Instant;
import java.util.UUID;

/**
 * A request to Atlas that may be sent: its audit record is durable, or it changes nothing.
 *
 * @param id the audit record
 * @param deadline when the caller stops waiting, all attempts included
 */
public record Intent(UUID id, AtlasRequest request, Instant deadline) {

    /**
     * To read what belongs to a call that is recorded, and has no record of its own.
     *
     * @throws IllegalArgumentException for a request that changes something
     */
    public static Intent toRead(AtlasRequest request, Instant deadline) {
        if (request.changes()) {
            throw new IllegalArgumentException("What changes something is recorded first");
        }
        return new Intent(UUID.randomUUID(), request, deadline);
    }

    /** The same with one header more, or another value of one that it has. */
    public Intent with(String header, String value) {
        return new Intent(id, request.with(header, value), deadline);
    }
}
