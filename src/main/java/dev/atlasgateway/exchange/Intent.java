package dev.atlasgateway.exchange;

import java.time.Instant;
import java.util.UUID;

/**
 * A request to Atlas whose audit record is durable: only this may be sent.
 *
 * @param id the audit record
 * @param deadline when the caller stops waiting, all attempts included
 */
public record Intent(UUID id, AtlasRequest request, Instant deadline) {

    /** The same with one header more, or another value of one that it has. */
    public Intent with(String header, String value) {
        return new Intent(id, request.with(header, value), deadline);
    }
}
