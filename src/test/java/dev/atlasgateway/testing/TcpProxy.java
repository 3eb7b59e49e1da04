package dev.atlasgateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** TCP proxy to a real server, with the faults of a network. */
public final class TcpProxy implements AutoCloseable {

    private enum Mode {
        FLOWING,
        REFUSING,
        HANGING,
        SWALLOWING
    }

    private record State(Mode mode, CountDownLatch over) {}

    private final URI target;
    private final String url;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int lost;
    private volatile State state = new State(Mode.FLOWING, new CountDownLatch(1));

    private TcpProxy(String url) throws IOException {
        this.target = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.url = url.replace(target.getAuthority(), "127.0.0.1:" + server.getLocalPort());
        Thread.startVirtualThread(this::accept);
    }

    /** Starts a proxy to the server of a URL with host and port, JDBC URLs included. */
    public static TcpProxy before(String url) {
        try {
            return new TcpProxy(url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the same URL through this proxy. */
    public String url() {
        return url;
    }

    /** Heals the network: what hung continues, and half-open connections are cut. */
    public void restore() {
        if (change(Mode.FLOWING) == Mode.SWALLOWING) {
            cut();
        }
    }

    /** Ends all connections, and serves new ones. */
    public void cut() {
        sockets.forEach(TcpProxy::reset);
        sockets.clear();
    }

    /** Ends all connections, and every new one. */
    public void refuse() {
        change(Mode.REFUSING);
        cut();
    }

    /** Passes no more bytes on any connection, without notice. */
    public void hang() {
        change(Mode.HANGING);
    }

    /** Passes requests, but not their answers. */
    public void swallowAnswers() {
        change(Mode.SWALLOWING);
    }

    /** Passes no more bytes on existing connections, without notice, and serves new ones. */
    public void lose() {
        lost++;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        refuse();
    }

    private Mode change(Mode mode) {
        var before = state;
        state = new State(mode, new CountDownLatch(1));
        before.over().countDown();
        return before.mode();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                Thread.startVirtualThread(() -> serve(near));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket near) {
        var born = lost;
        sockets.add(near);
        try (near;
                var far = new Socket(target.getHost(), target.getPort())) {
            sockets.add(far);
            if (state.mode() == Mode.REFUSING) {
                reset(near);
                return;
            }
            var back = Thread.startVirtualThread(() -> pump(far, near, born, true));
            pump(near, far, born, false);
            back.join();
        } catch (IOException | InterruptedException e) {
            reset(near);
        } finally {
            sockets.remove(near);
        }
    }

    private void pump(Socket from, Socket to, int born, boolean answers) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (var now = state; now.mode() == Mode.HANGING; now = state) {
                    now.over().await();
                }
                if (born == lost && (!answers || state.mode() != Mode.SWALLOWING)) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException | InterruptedException e) {
            reset(from);
            reset(to);
        } finally {
            sockets.remove(from);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is closed, as intended
        }
    }
}
