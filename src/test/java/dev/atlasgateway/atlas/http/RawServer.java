package dev.atlasgateway.atlas.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Server that answers every request with the same bytes, for responses that Atlas never sends. */
final class RawServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final byte[] answer;
    private final boolean endsAfterwards;

    private RawServer(byte[] answer, boolean endsAfterwards) throws IOException {
        this.answer = answer;
        this.endsAfterwards = endsAfterwards;
        Thread.ofVirtual().start(this::serve);
    }

    static RawServer answering(String answer) throws IOException {
        return new RawServer(answer.getBytes(ISO_8859_1), false);
    }

    /** Starts a server that closes the connection after its answer. */
    static RawServer answeringOnce(String answer) throws IOException {
        return answeringOnce(answer.getBytes(ISO_8859_1));
    }

    static RawServer answeringOnce(byte[] answer) throws IOException {
        return new RawServer(answer, true);
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Returns the heads of all requests, unchanged. */
    List<String> received() {
        return received;
    }

    private void serve() {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // stopped
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var head = new StringBuilder();
            for (int next; (next = socket.getInputStream().read()) >= 0; ) {
                head.append((char) next);
                if (head.indexOf("\r\n\r\n") >= 0) {
                    received.add(head.toString());
                    head.setLength(0);
                    socket.getOutputStream().write(answer);
                    if (endsAfterwards) {
                        return;
                    }
                }
            }
        } catch (IOException gone) {
            // the client has left
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
