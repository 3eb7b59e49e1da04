package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.ExchangeResult.Reply;
import dev.atlasgateway.exchange.Deadlines;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;

/** HTTP exchanges with Atlas, each bounded in time and size, none leaving a connection behind. */
final class HttpExchanges implements AutoCloseable {

    private final CloseableHttpClient client;
    private final HttpHost target;
    private final String baseUrl;
    private final int maxResponseSize;
    private final Deadlines deadlines = new Deadlines("atlas-deadlines");

    HttpExchanges(CloseableHttpClient client, URI baseUrl, int maxResponseSize) {
        this.client = client;
        this.target = HttpHost.create(baseUrl);
        this.baseUrl = baseUrl.toString().replaceFirst("/+$", "");
        this.maxResponseSize = maxResponseSize;
    }

    /**
     * Sends and reads to the end, within the limit.
     *
     * <p>A connection has no timeout of its own for reading: it would bound a silence, not a drip.
     *
     * @param path path and query below the base URL, encoded
     */
    ExchangeResult exchange(String method, String path, Map<String, String> headers, byte[] body, Duration limit) {
        var request = new OutgoingRequest(method, URI.create(baseUrl + path), headers, body);
        try (var ignored = deadlines.watch(limit, request::expire);
                var response = client.executeOpen(target, request, null)) {
            // what answers a request that never left is a proxy, refusing to connect
            return request.hasLeft() ? read(request, response) : Failure.PROXY_REFUSED;
        } catch (IOException | RuntimeException e) {
            return Failure.of(e, request);
        }
    }

    private ExchangeResult read(OutgoingRequest request, ClassicHttpResponse response) throws IOException {
        request.isAnswered();
        var headers = headersOf(response);
        var body = bodyOf(response, "gzip".equals(headers.remove("content-encoding")));
        if (body.length > maxResponseSize) {
            request.cancel(); // closing politely would read the rest
            return Failure.ANSWER_TOO_LARGE;
        }
        return new Reply(response.getCode(), headers, body);
    }

    private static Map<String, String> headersOf(ClassicHttpResponse response) {
        var headers = new LinkedHashMap<String, String>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return headers;
    }

    /** At most one byte more than is allowed. Compression is not asked for, but understood. */
    private byte[] bodyOf(ClassicHttpResponse response, boolean compressed) throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        InputStream content = entity.getContent();
        return (compressed ? new GZIPInputStream(content) : content).readNBytes(maxResponseSize + 1);
    }

    @Override
    public void close() {
        deadlines.close();
        client.close(CloseMode.GRACEFUL);
    }
}
