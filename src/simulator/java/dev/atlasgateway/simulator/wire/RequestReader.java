package dev.atlasgateway.simulator.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection, one after the other (RFC 9112).
 *
 * <p>Strict where two servers could see different requests: a repeated length, folded headers and spaces
 * before a colon are rejected. This reveals a gateway that lets them through.
 */
final class RequestReader {

    private final ConnectionInput input;
    private final RequestBody body;

    RequestReader(ConnectionInput input, RequestBody body) {
        this.input = input;
        this.body = body;
    }

    /** Returns the next request, or null if the client closed the connection between two requests. */
    @Nullable
    WireRequest next() throws IOException {
        var head = input.head();
        if (head == null) {
            return null;
        }
        var lines = head.split("\r\n", -1);
        var requestLine = lines[0].split(" ", -1);
        if (requestLine.length != 3 || !requestLine[1].startsWith("/")) {
            throw MalformedRequest.because("The request line must be METHOD /path HTTP/1.1");
        }
        if (!requestLine[2].equals("HTTP/1.1") && !requestLine[2].equals("HTTP/1.0")) {
            throw new MalformedRequest(505, "HTTP Version Not Supported", "Only HTTP/1.1 is spoken here");
        }
        var headers = headers(lines);
        var question = requestLine[1].indexOf('?');
        var path = question < 0 ? requestLine[1] : requestLine[1].substring(0, question);
        var query = question < 0 ? null : requestLine[1].substring(question + 1);
        var request = new WireRequest(requestLine[0], path, query, requestLine[2], headers, RequestBody.NONE);
        if (request.header("Host") == null && requestLine[2].equals("HTTP/1.1")) {
            throw MalformedRequest.because("HTTP/1.1 requires a Host header");
        }
        return new WireRequest(requestLine[0], path, query, requestLine[2], headers, body.of(request));
    }

    private static List<Header> headers(String[] lines) throws MalformedRequest {
        var headers = new ArrayList<Header>(lines.length);
        for (int i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            if (colon < 1 || lines[i].charAt(0) <= ' ' || lines[i].charAt(colon - 1) <= ' ') {
                throw MalformedRequest.because("A header must be Name: value on a line of its own");
            }
            headers.add(new Header(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
        }
        return headers;
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }
}
