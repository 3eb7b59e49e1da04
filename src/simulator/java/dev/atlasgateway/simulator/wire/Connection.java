package dev.atlasgateway.simulator.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.List;

/** Serves one connection: request, response, request, response, until either side closes it. */
final class Connection {

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final Socket socket;
    private final RequestHandler handler;

    Connection(Socket socket, RequestHandler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    void serve() {
        try (socket) {
            socket.setTcpNoDelay(true);
            var input = new ConnectionInput(socket.getInputStream());
            var reader = new RequestReader(input, new RequestBody(input, socket.getOutputStream()));
            var writer = new ResponseWriter(socket.getOutputStream());
            while (answerNext(reader, writer)) {
                // the connection is kept
            }
        } catch (IOException e) {
            // the client closed the connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answerNext(RequestReader reader, ResponseWriter writer) throws IOException, InterruptedException {
        try {
            var request = reader.next();
            if (request == null) {
                return false;
            }
            var delivery = answer(request);
            if (delivery instanceof Delivery.ConnectionReset) {
                socket.setSoLinger(true, 0); // makes the close below a reset
            }
            return writer.deliver(request, delivery);
        } catch (MalformedRequest malformed) {
            writer.deliver(
                    new WireRequest("GET", "/", null, "HTTP/1.0", List.of(), RequestBody.NONE),
                    new Delivery.Complete(plain(malformed.status(), malformed.reason(), malformed.getMessage())));
            return false;
        }
    }

    private Delivery answer(WireRequest request) throws InterruptedException {
        try {
            return handler.answer(request);
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "Could not answer " + request.method() + " " + request.path(), defect);
            return new Delivery.Complete(plain(500, "Internal Server Error", "A defect; see the log"));
        }
    }

    private static WireResponse plain(int status, String reason, String text) {
        return new WireResponse(
                status, reason, List.of(new Header("Content-Type", "text/plain;charset=utf-8")), text.getBytes(UTF_8));
    }
}
