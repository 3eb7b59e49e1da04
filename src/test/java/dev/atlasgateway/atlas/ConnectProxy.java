package dev.atlasgateway.atlas;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.testing.Pipe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Proxy that asks for a password and connects every target to one local port. */
final class ConnectProxy implements AutoCloseable {

    private static final String EXPECTED =
            "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString("gateway:secret".getBytes(UTF_8));

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final int target;

    private ConnectProxy(int target) throws IOException {
        this.target = target;
        Pipe.serveAll(server, this::serve);
    }

    static ConnectProxy to(int target) throws IOException {
        return new ConnectProxy(target);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns the heads of all requests to the proxy itself. */
    List<String> heads() {
        return heads;
    }

    private void serve(Socket socket) throws IOException {
        while (true) {
            var head = head(socket);
            heads.add(head);
            if (head.contains(EXPECTED)) {
                write(socket, "HTTP/1.1 200 Connection established\r\n\r\n");
                try (var there = new Socket(InetAddress.getLoopbackAddress(), target)) {
                    Pipe.between(socket, there);
                }
                return;
            }
            write(socket, """
                    HTTP/1.1 407 Proxy Authentication Required\r
                    Proxy-Authenticate: Basic realm="company"\r
                    Content-Length: 0\r
                    \r
                    """);
        }
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the client left");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
