package dev.atlasgateway.simulator.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes responses to one connection, each with a single write unless it is slow on purpose. */
final class ResponseWriter {

    private final OutputStream out;

    ResponseWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes a response, and returns whether the connection may carry another request. */
    boolean deliver(WireRequest request, Delivery delivery) throws IOException, InterruptedException {
        return switch (delivery) {
            case Delivery.Complete whole -> writeWhole(request, whole.response());
            case Delivery.Slow slow -> writeSlowly(request, slow);
            case Delivery.Partial truncated -> {
                var head = head(truncated.response(), true);
                var body = truncated.response().body();
                if (truncated.withinHead()) {
                    out.write(head, 0, head.length / 2);
                } else {
                    write(head, Arrays.copyOf(body, body.length / 2));
                }
                yield false;
            }
            case Delivery.DeadConnection hungUp -> {
                write(head(hungUp.response(), false), hungUp.response().body());
                yield false;
            }
            case Delivery.RawBytes raw -> {
                out.write(raw.bytes());
                yield false;
            }
            case Delivery.ConnectionReset reset -> false;
        };
    }

    private boolean writeWhole(WireRequest request, WireResponse response) throws IOException {
        var keeps = request.keepsConnection();
        write(head(response, !keeps), request.method().equals("HEAD") ? RequestBody.NONE : response.body());
        return keeps;
    }

    private boolean writeSlowly(WireRequest request, Delivery.Slow slow) throws IOException, InterruptedException {
        var keeps = request.keepsConnection();
        out.write(head(slow.response(), !keeps));
        if (!request.method().equals("HEAD")) {
            for (byte each : slow.response().body()) {
                Thread.sleep(slow.pause());
                out.write(each);
            }
        }
        return keeps;
    }

    private void write(byte[] head, byte[] body) throws IOException {
        var message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        out.write(message);
    }

    private static byte[] head(WireResponse response, boolean closes) {
        var head = new StringBuilder(1_024);
        head.append("HTTP/1.1 ").append(response.status()).append(' ').append(response.reason());
        for (var header : response.headers()) {
            head.append("\r\n").append(header.name()).append(": ").append(header.value());
        }
        if (response.status() != 204) {
            head.append("\r\nContent-Length: ").append(response.body().length);
        }
        if (closes) {
            head.append("\r\nConnection: close");
        }
        return head.append("\r\n\r\n").toString().getBytes(ISO_8859_1);
    }
}
