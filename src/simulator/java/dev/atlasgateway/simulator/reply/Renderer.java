package dev.atlasgateway.simulator.reply;

import dev.atlasgateway.simulator.wire.Header;
import dev.atlasgateway.simulator.wire.WireRequest;
import dev.atlasgateway.simulator.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies as Atlas does, with the headers it was recorded with.
 *
 * <p>{@code pretty} and {@code envelope} work for answers and errors alike and count only when spelled {@code true}; the
 * HTTP status stays the real one. No source says so for errors; it is decided here.
 */
public final class Renderer {

    private static final byte[] NOTHING = {};
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final List<Header> ALWAYS = List.of(
            new Header("Server", "mdbws"),
            new Header("Strict-Transport-Security", "max-age=31536000; includeSubdomains;"),
            new Header("Referrer-Policy", "strict-origin-when-cross-origin"),
            new Header("X-Content-Type-Options", "nosniff"),
            new Header("X-Frame-Options", "DENY"),
            new Header("X-Permitted-Cross-Domain-Policies", "none"),
            new Header("X-Envoy-Upstream-Service-Time", "64"),
            new Header("X-Java-Version", "17.0.19+10-LTS"),
            new Header(
                    "X-MongoDB-Service-Version",
                    "gitHash=0000000000000000000000000000000000000000; versionString=simulator"));

    private final InstantSource clock;
    private final boolean gzip;

    public Renderer(InstantSource clock, boolean gzip) {
        this.clock = clock;
        this.gzip = gzip;
    }

    /** Returns the HTTP response for a reply to this request. */
    public WireResponse render(WireRequest request, Reply reply) {
        var headers = new ArrayList<Header>(ALWAYS.size() + reply.headers().size() + 4);
        if (reply.entity() != null) {
            headers.add(new Header("Content-Type", reply.contentType()));
        }
        headers.add(new Header("Date", HTTP_DATE.format(clock.instant())));
        headers.addAll(ALWAYS);
        headers.addAll(reply.headers());
        var body = body(request, reply);
        if (reply.status() >= 400) {
            headers.add(new Header("Vary", "Accept-Encoding"));
        }
        if (gzip && body.length > 0 && accepts(request.header("Accept-Encoding"))) {
            headers.add(new Header("Content-Encoding", "gzip"));
            body = compressed(body);
        }
        return new WireResponse(reply.status(), ReasonPhrases.of(reply.status()), headers, body);
    }

    private static byte[] body(WireRequest request, Reply reply) {
        if (reply.entity() == null) {
            return NOTHING;
        }
        if (reply.entity() instanceof byte[] bytes) {
            return bytes;
        }
        Object entity = reply.entity();
        if (asks(request.query(), "envelope=true")) {
            var envelope = new LinkedHashMap<String, Object>();
            envelope.put("status", reply.status());
            envelope.put("content", entity);
            entity = envelope;
        }
        return asks(request.query(), "pretty=true")
                ? Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(entity)
                : Json.MAPPER.writeValueAsBytes(entity);
    }

    private static boolean asks(@Nullable String query, String flag) {
        return query != null && List.of(query.split("&")).contains(flag);
    }

    private static boolean accepts(@Nullable String encodings) {
        return encodings != null && encodings.contains("gzip");
    }

    private static byte[] compressed(byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
