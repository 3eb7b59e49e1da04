package dev.atlasgateway.exchange;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Request to Atlas that the gateway may send, because its audit record is durable or because it changes nothing.
 *
 * @param id id of the audit record
 * @param deadline when the call ends, with all attempts
 * @param resend null for the first attempt
 */
public record Intent(
        UUID id,
        AtlasRequest request,
        Instant deadline,
        @Nullable Resend resend) {

    /**
     * An attempt after the first.
     *
     * @param count attempts before this one
     * @param cause why this one is made, such as {@code 503} or {@code timed_out}
     */
    public record Resend(int count, String cause) {}

    public Intent(UUID id, AtlasRequest request, Instant deadline) {
        this(id, request, deadline, null);
    }

    /**
     * Creates an intent for a read that is part of another recorded call and has no record of its own.
     *
     * @throws IllegalArgumentException if the request changes something
     */
    public static Intent forRead(AtlasRequest request, Instant deadline) {
        if (request.changes()) {
            throw new IllegalArgumentException("A change must be recorded first");
        }
        return new Intent(UUID.randomUUID(), request, deadline);
    }

    /** Returns a copy that is sent after so many attempts, for this cause. */
    public Intent asRetry(int count, String cause) {
        return new Intent(id, request, deadline, new Resend(count, cause));
    }

    /** Returns a copy in which this header is set. */
    public Intent with(String header, String value) {
        return new Intent(id, request.with(header, value), deadline, resend);
    }
}
