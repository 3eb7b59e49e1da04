package dev.atlasgateway.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * One call as the caller sent it, its body still unread.
 *
 * @param id the request id that quotes this call everywhere: answer, audit, log, trace
 * @param receivedAt when the call arrived; its overall deadline counts from here
 * @param path the decoded path, without context path, as routed
 * @param query the raw query, or null where there is none
 * @param clientAddress the peer's address, for the audit only
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

    /** The caller's bytes, readable once, so that credentials and quotas are settled before anybody pays for them. */
    @FunctionalInterface
    public interface Body {
        InputStream open() throws IOException;
    }
}
