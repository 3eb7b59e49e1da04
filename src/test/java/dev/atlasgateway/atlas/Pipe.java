package dev.atlasgateway.atlas;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Carries bytes between two sockets until either end closes. */
final class Pipe {

    private Pipe() {}

    interface Server {
        void serve(Socket socket) throws IOException;
    }

    static void serveAll(ServerSocket server, Server each) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket, each));
                }
            } catch (IOException closed) {
                // the end
            }
        });
    }

    private static void serve(Socket socket, Server server) {
        try (socket) {
            server.serve(socket);
        } catch (IOException gone) {
            // so is the client
        }
    }

    static void between(Socket one, Socket other) throws IOException {
        Thread.ofVirtual().start(() -> {
            try (other) {
                one.getInputStream().transferTo(other.getOutputStream());
            } catch (IOException gone) {
                // so is the other direction, by closing
            }
        });
        other.getInputStream().transferTo(one.getOutputStream());
    }
}
