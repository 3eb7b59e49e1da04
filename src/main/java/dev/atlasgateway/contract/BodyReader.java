package dev.atlasgateway.contract;

import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Takes a body off the wire, bounded in bytes (after decompression) and in time. */
final class BodyReader {

    private static final Set<?> CHARSETS = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);

    private final int limit;
    private final Duration patience;

    BodyReader(int limit, Duration patience) {
        this.limit = limit;
        this.patience = patience;
    }

    byte[] read(ApiRequest request) {
        checkMediaType(request.headers());
        var encoding = request.headers().getFirst(HttpHeaders.CONTENT_ENCODING);
        if (request.headers().getContentLength() > limit) {
            throw tooLarge();
        }
        try (var body = decoded(request.body().open(), encoding)) {
            return bounded(body);
        } catch (ZipException e) {
            throw Refusal.of(Problem.GATEWAY_BAD_REQUEST, "The body is not the gzip that Content-Encoding announces.");
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException
                    ? tooSlow()
                    : Refusal.of(Problem.GATEWAY_BAD_REQUEST, "The body ended before it was complete.");
        }
    }

    private static void checkMediaType(HttpHeaders headers) {
        try {
            var type = headers.getContentType();
            if (type != null
                    && type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (type.getCharset() == null || CHARSETS.contains(type.getCharset()))) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            // refused below: what cannot be read is not JSON either
        }
        throw Refusal.of(
                        Problem.GATEWAY_UNSUPPORTED_MEDIA_TYPE,
                        "The body must be sent as Content-Type: application/json, in UTF-8.")
                .header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
    }

    private static InputStream decoded(InputStream body, @Nullable String encoding) throws IOException {
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> body;
            case "gzip", "x-gzip" -> new GZIPInputStream(body);
            default ->
                throw Refusal.of(
                                Problem.GATEWAY_UNSUPPORTED_MEDIA_TYPE,
                                "The body may be sent as it is or with Content-Encoding: gzip.")
                        .header(HttpHeaders.ACCEPT_ENCODING, "gzip");
        };
    }

    private byte[] bounded(InputStream body) throws IOException {
        var start = System.nanoTime();
        var out = new ByteArrayOutputStream(1024);
        var buffer = new byte[8192];
        for (int n; (n = body.read(buffer)) >= 0; ) {
            out.write(buffer, 0, n);
            if (out.size() > limit) {
                throw tooLarge();
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                throw tooSlow();
            }
        }
        return out.toByteArray();
    }

    private Refusal tooLarge() {
        return Refusal.of(
                Problem.GATEWAY_BODY_TOO_LARGE, "The body may have at most %d bytes, uncompressed.".formatted(limit));
    }

    private Refusal tooSlow() {
        return Refusal.of(
                Problem.GATEWAY_REQUEST_TIMEOUT,
                "The body did not arrive within %d seconds.".formatted(patience.toSeconds()));
    }
}
