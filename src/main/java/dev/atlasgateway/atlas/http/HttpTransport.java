package dev.atlasgateway.atlas.http;

import dev.atlasgateway.atlas.http.ExchangeResult.HttpReply;
import dev.atlasgateway.exchange.Deadlines;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;

/** Sends HTTP requests to Atlas. Limits each exchange in time and size, and always releases its connection. */
public final class HttpTransport implements AutoCloseable {

    /** Names of the gzip coding (RFC 9110, part 8.4.1.3), which are case-insensitive. */
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

    private final CloseableHttpClient client;
    private final HttpHost target;
    private final String baseUrl;
    private final int maxResponseSize;
    private final Deadlines deadlines = new Deadlines("atlas-deadlines");

    public HttpTransport(CloseableHttpClient client, URI baseUrl, int maxResponseSize) {
        this.client = client;
        this.target = HttpHost.create(baseUrl);
        this.baseUrl = baseUrl.toString().replaceFirst("/+$", "");
        this.maxResponseSize = maxResponseSize;
    }

    /**
     * Sends a request and reads the whole response, within a time limit.
     *
     * <p>The limit covers the exchange as a whole. A read timeout of the connection would limit a silence only, not a
     * response that arrives byte by byte.
     *
     * @param path path and query below the base URL, already encoded
     */
    public ExchangeResult exchange(
            String method, String path, Map<String, String> headers, byte[] body, Duration limit) {
        var request = new OutgoingRequest(method, URI.create(baseUrl + path), headers, body);
        try (var ignored = deadlines.watch(limit, request::expire)) {
            var response = client.executeOpen(target, request, null);
            try {
                // only a proxy that refuses to connect can answer a request that was not sent
                return request.isSent() ? read(request, response) : TransportFailure.PROXY_REFUSED;
            } finally {
                Closer.closeQuietly(response); // it fails if the body was cut, which the result already says
            }
        } catch (IOException | RuntimeException e) {
            return TransportFailure.of(e, request);
        }
    }

    private ExchangeResult read(OutgoingRequest request, ClassicHttpResponse response) throws IOException {
        request.markAnswered();
        var headers = headersOf(response);
        var encoding = headers.getOrDefault("content-encoding", "").strip().toLowerCase(Locale.ROOT);
        var compressed = GZIP.contains(encoding) && headers.remove("content-encoding") != null;
        try {
            var body = bodyOf(response, compressed);
            if (body.length <= maxResponseSize) {
                return new HttpReply(response.getCode(), headers, body);
            }
            request.cancel(); // a graceful close would read the rest
            return withoutBody(response, headers).orElse(TransportFailure.ANSWER_TOO_LARGE);
        } catch (IOException e) {
            request.cancel();
            return withoutBody(response, headers).orElseThrow(() -> e);
        }
    }

    /** Returns a response that counts by its status alone. Only a success needs its body. */
    private static Optional<ExchangeResult> withoutBody(ClassicHttpResponse response, Map<String, String> headers) {
        return response.getCode() < 300
                ? Optional.empty()
                : Optional.of(new HttpReply(response.getCode(), headers, new byte[0]));
    }

    private static Map<String, String> headersOf(ClassicHttpResponse response) {
        var headers = new LinkedHashMap<String, String>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return headers;
    }

    /**
     * Reads at most one byte more than allowed. Accepts gzip, although requests do not ask for it.
     *
     * <p>A known length limits the buffer. The byte after it is read too, because the end returns the connection.
     */
    private byte[] bodyOf(ClassicHttpResponse response, boolean compressed) throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        var content = entity.getContent();
        if (compressed) {
            return new GZIPInputStream(content).readNBytes(maxResponseSize + 1);
        }
        var length = entity.getContentLength();
        return content.readNBytes(1 + (length < 0 ? maxResponseSize : (int) Math.min(length, maxResponseSize)));
    }

    @Override
    public void close() {
        deadlines.close();
        client.close(CloseMode.GRACEFUL);
    }
}
