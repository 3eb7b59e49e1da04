package dev.atlasgateway.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Bytes on a socket, for what no client library would send. */
final class RawHttp {

    private RawHttp() {}

    /** Everything that the server says until it closes the connection or is silent for a while. */
    static String exchange(int port, String... pieces) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(15_000);
            for (var piece : pieces) {
                socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
            }
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
