package dev.atlasgateway.simulator.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * HTTP/1.1 server that can break every rule on order.
 *
 * <p>One virtual thread per connection and plain sockets: resets, half bodies and single bytes need a control of the
 * connection that server frameworks do not give.
 */
public final class WireServer implements AutoCloseable {

    private final ServerSocket listening;
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private WireServer(ServerSocket listening) {
        this.listening = listening;
    }

    /**
     * Binds the port. Clients that connect wait until {@link #serve} is called.
     *
     * @param at port 0 for any free one
     */
    public static WireServer listen(InetSocketAddress at) {
        try {
            var listening = new ServerSocket();
            listening.bind(at, 1_024);
            return new WireServer(listening);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + at + ": " + e.getMessage(), e);
        }
    }

    /** Starts to answer, and returns at once. */
    public void serve(RequestHandler handler) {
        Thread.ofPlatform().name("atlas-simulator-" + port()).start(() -> accept(handler));
    }

    /** Returns the port on which it listens. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Returns how many connections are open, which reveals a client that leaks them. */
    public int openConnections() {
        return open.size();
    }

    private void accept(RequestHandler handler) {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                open.add(socket);
                connections.execute(() -> serve(socket, handler));
            } catch (IOException | RejectedExecutionException e) {
                // closed, or a client gave up while it was being accepted
            }
        }
    }

    private void serve(Socket socket, RequestHandler handler) {
        try {
            new Connection(socket, handler).serve();
        } finally {
            open.remove(socket);
        }
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.shutdownNow();
    }
}
