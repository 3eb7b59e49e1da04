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
 * Takes a body off the wire, bounded in bytes and in time.
 *
 * <p>What arrives is counted and timed before anything is unpacked, then what it unpacks to is counted too: no shape of
 * gzip keeps a call here for longer, or takes more memory, than a plain body can.
 */
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
        var gzip = isGzip(request.headers());
        if (request.headers().getContentLength() > limit) {
            throw tooLarge();
        }
        try (var body = request.body().open()) {
            var arrived = BoundedBody.read(body, limit, patience);
            return gzip ? unpacked(arrived) : arrived;
        } catch (BoundedBody.TooLargeException e) {
            throw tooLarge();
        } catch (BoundedBody.TooSlowException e) {
            throw tooSlow();
        } catch (IOException e) {
            throw Refusal.of(Problem.GATEWAY_BAD_REQUEST, "The body ended before it was complete.");
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

    /** Of several encodings none is taken, however many header lines they are on. */
    private static boolean isGzip(HttpHeaders headers) {
        var encoding = String.join(",", headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING));
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw Refusal.of(
                                Problem.GATEWAY_UNSUPPORTED_MEDIA_TYPE,
                                "The body may be sent as it is or with Content-Encoding: gzip.")
                        .header(HttpHeaders.ACCEPT_ENCODING, "gzip");
        };
    }

    private byte[] unpacked(byte[] gzip) {
        try {
            var body = Gzip.unpack(gzip, limit);
            if (body.length > limit) {
                throw tooLarge();
            }
            return body;
        } catch (DataFormatException e) {
            throw Refusal.of(Problem.GATEWAY_BAD_REQUEST, "The body is not the gzip that Content-Encoding announces.");
        }
    }

    private Refusal tooLarge() {
        return Refusal.of(
                Problem.GATEWAY_BODY_TOO_LARGE,
                "The body may have at most %d bytes, as it is sent and uncompressed.".formatted(limit));
    }

    private Refusal tooSlow() {
        return Refusal.of(
                Problem.GATEWAY_REQUEST_TIMEOUT,
                "The body did not arrive within %d seconds.".formatted(patience.toSeconds()));
    }
}
