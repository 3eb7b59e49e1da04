package dev.atlasgateway.contract;

import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.BoundedBody;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.zip.DataFormatException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Reads the body of a request within a limit of bytes and time.
 *
 * <p>The limit holds for the received bytes and for the decompressed bytes. So a gzip body takes no more time and memory
 * than a plain body.
 */
record BodyReader(int limit, Duration timeout) {

    private static final Set<?> CHARSETS = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);

    byte[] read(ApiRequest request, Api api) {
        checkMediaType(request.headers(), api);
        var gzip = isGzip(request.headers());
        if (request.headers().getContentLength() > limit) {
            throw tooLarge();
        }
        try (var body = request.body().open()) {
            var received = BoundedBody.read(body, limit, timeout);
            return gzip ? decompress(received) : received;
        } catch (BoundedBody.TooLargeException e) {
            throw tooLarge();
        } catch (BoundedBody.TooSlowException e) {
            throw tooSlow();
        } catch (IOException e) {
            throw Refusal.of(
                    Problem.GATEWAY_BAD_REQUEST,
                    "The body did not arrive whole: it ended early, or its chunks are not valid.");
        }
    }

    private static void checkMediaType(HttpHeaders headers, Api api) {
        try {
            var type = headers.getContentType();
            if (type != null
                    && (type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                            || VersionedMediaType.isVersionOf(type, api))
                    && (type.getCharset() == null || CHARSETS.contains(type.getCharset()))) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            // refused below
        }
        throw Refusal.of(
                        Problem.GATEWAY_UNSUPPORTED_MEDIA_TYPE,
                        "The Content-Type must be %s, in UTF-8.".formatted(api.mediaType()))
                .header(HttpHeaders.ACCEPT, api.mediaType());
    }

    /** Rejects several encodings, on one or on several header lines. */
    private static boolean isGzip(HttpHeaders headers) {
        var encoding = String.join(",", headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING));
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw Refusal.of(
                                Problem.GATEWAY_UNSUPPORTED_MEDIA_TYPE, "The Content-Encoding must be gzip, or absent.")
                        .header(HttpHeaders.ACCEPT_ENCODING, "gzip");
        };
    }

    private byte[] decompress(byte[] gzip) {
        try {
            var body = Gzip.decompress(gzip, limit);
            if (body.length > limit) {
                throw tooLarge();
            }
            return body;
        } catch (DataFormatException e) {
            throw Refusal.of(
                    Problem.GATEWAY_BAD_REQUEST, "The body is not valid gzip, as Content-Encoding says it is.");
        }
    }

    private Refusal tooLarge() {
        return Refusal.of(
                Problem.GATEWAY_BODY_TOO_LARGE,
                "The body may have at most %d bytes, compressed and decompressed.".formatted(limit));
    }

    private Refusal tooSlow() {
        return Refusal.of(
                Problem.GATEWAY_REQUEST_TIMEOUT,
                "The body did not arrive within %d seconds.".formatted(timeout.toSeconds()));
    }
}
