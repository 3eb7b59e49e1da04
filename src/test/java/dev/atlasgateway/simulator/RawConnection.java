package dev.atlasgateway.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Bare connection to a simulator, to see what HTTP clients hide. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    RawConnection(AtlasSimulator simulator) throws IOException {
        this.socket = new Socket(
                InetAddress.ofLiteral("127.0.0.1"), simulator.baseUrl().getPort());
        socket.setSoTimeout(10_000);
    }

    /** A change of orders-dev, as text to send. */
    static String patch(String token, String body) {
        return "PATCH " + SimulatorClient.ORDERS_DEV + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                + "\r\nAccept: " + SimulatorClient.FLEX + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** Up to and including the given text. */
    String readUntil(String end) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            var next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("The connection ended after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** The head of the next response and its body by {@code Content-Length}. */
    String readResponse() throws IOException {
        var head = readUntil("\r\n\r\n");
        var length = head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        return head + new String(socket.getInputStream().readNBytes(Integer.parseInt(length)), ISO_8859_1);
    }

    /** Returns everything until the other side closes. */
    String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
