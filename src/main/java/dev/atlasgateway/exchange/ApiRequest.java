package dev.atlasgateway.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Call as the caller sent it, before its body is read.
 *
 * @param id request id, which identifies this call in the response, the audit, the log and the trace
 * @param receivedAt when the call arrived; its deadline counts from here
 * @param path decoded path, without context path
 * @param query raw query; null if there is none
 * @param clientAddress address of the client, for the audit only
 */
public record ApiRequest(
        String id,
        Instant receivedAt,
        String method,
        String path,
        @Nullable String query,
        HttpHeaders headers,
        String clientAddress,
        Body body) {

    /** Body of the call, readable once. The gateway reads it only after it has checked credentials and quotas. */
    @FunctionalInterface
    public interface Body {
        InputStream open() throws IOException;
    }
}
