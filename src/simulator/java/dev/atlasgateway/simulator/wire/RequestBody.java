package dev.atlasgateway.simulator.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Reads the body that a request head announces, by length or in chunks, at most 8 MiB. */
final class RequestBody {

    static final byte[] NONE = {};

    private static final int LONGEST = 8 << 20;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);

    private final ConnectionInput input;
    private final OutputStream out;

    RequestBody(ConnectionInput input, OutputStream out) {
        this.input = input;
        this.out = out;
    }

    byte[] of(WireRequest head) throws IOException {
        var lengths = values(head, "Content-Length");
        var encodings = values(head, "Transfer-Encoding");
        if (lengths.size() + encodings.size() > 1) {
            throw MalformedRequest.because("The length of the body is given more than once");
        }
        if (lengths.isEmpty() && encodings.isEmpty()) {
            return NONE;
        }
        if ("100-continue".equalsIgnoreCase(head.header("Expect")) && input.isEmpty()) {
            out.write(CONTINUE);
        }
        if (encodings.isEmpty()) {
            return input.bytes(length(lengths.getFirst(), 10));
        }
        if (!encodings.getFirst().equalsIgnoreCase("chunked")) {
            throw new MalformedRequest(501, "Not Implemented", "The only Transfer-Encoding known here is chunked");
        }
        return chunks();
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            var size = length(input.line().replaceFirst(";.*", "").strip(), 16);
            if (size == 0) {
                while (!input.line().isEmpty()) {
                    // trailers have no meaning here
                }
                return body.toByteArray();
            }
            if (body.size() + size > LONGEST) {
                throw tooLarge();
            }
            body.write(input.bytes(size));
            if (!input.line().isEmpty()) {
                throw MalformedRequest.because("A chunk is longer than it says");
            }
        }
    }

    private static int length(String text, int radix) throws MalformedRequest {
        if (!text.matches(radix == 10 ? "[0-9]{1,15}" : "[0-9a-fA-F]{1,15}")) {
            throw MalformedRequest.because("The length of the body must be a number");
        }
        var length = Long.parseLong(text, radix);
        if (length > LONGEST) {
            throw tooLarge();
        }
        return (int) length;
    }

    private static MalformedRequest tooLarge() {
        return new MalformedRequest(413, "Content Too Large", "The body exceeds 8 MiB");
    }

    private static List<String> values(WireRequest head, String name) {
        return head.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}
