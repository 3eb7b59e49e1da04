package dev.atlasgateway.simulator.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it reached the simulated Atlas, and its outcome.
 *
 * @param sequence counts from 1 in the order of arrival
 * @param headers all that were sent, in order; of {@code Authorization} the scheme and a hash that tells one credential
 *     from another
 * @param status the status sent, 0 if none was sent or none is yet
 * @param fault what struck it, or null
 * @param applied whether it changed anything, whatever the client was told
 * @param change which change to its instance it was, counted from 1; 0 if it changed nothing
 */
public record ReceivedRequest(
        long sequence,
        Instant time,
        String method,
        String path,
        @Nullable String query,
        Map<String, List<String>> headers,
        String body,
        int status,
        @Nullable String fault,
        boolean applied,
        long change) {

    /** The first value of a header, whose name is compared without case, or null. */
    public @Nullable String header(String name) {
        for (var header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue().getFirst();
            }
        }
        return null;
    }
}
