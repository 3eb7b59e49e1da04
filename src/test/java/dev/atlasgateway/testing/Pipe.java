package dev.atlasgateway.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Copies bytes between two sockets until one of them closes. */
public final class Pipe {

    private Pipe() {}

    /** Serves one connection. */
    @FunctionalInterface
    public interface Server {
        void serve(Socket socket) throws IOException;
    }

    /** Serves each connection of a server in a thread of its own, until the server closes. */
    public static void serveAll(ServerSocket server, Server each) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket, each));
                }
            } catch (IOException closed) {
                // stopped
            }
        });
    }

    private static void serve(Socket socket, Server server) {
        try (socket) {
            server.serve(socket);
        } catch (IOException gone) {
            // the client has left
        }
    }

    /** Copies bytes in both directions. */
    public static void between(Socket one, Socket other) throws IOException {
        Thread.ofVirtual().start(() -> {
            try (other) {
                one.getInputStream().transferTo(other.getOutputStream());
            } catch (IOException gone) {
                // closing ends the other direction too
            }
        });
        other.getInputStream().transferTo(one.getOutputStream());
    }
}
