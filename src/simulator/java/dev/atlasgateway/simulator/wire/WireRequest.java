package dev.atlasgateway.simulator.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request with its whole body.
 *
 * @param path as sent, not percent-decoded
 * @param query as sent, without the question mark; null if there was none
 * @param headers in the order sent, repeated ones repeated
 */
@SuppressWarnings("ArrayRecordComponent") // a message is passed on, never compared
public record WireRequest(
        String method, String path, @Nullable String query, String version, List<Header> headers, byte[] body) {

    /** The first value of a header, whose name is compared without case, or null. */
    public @Nullable String header(String name) {
        for (var header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    boolean keepsConnection() {
        var connection = header("Connection");
        return version.equals("HTTP/1.1")
                ? !"close".equalsIgnoreCase(connection)
                : "keep-alive".equalsIgnoreCase(connection);
    }
}
