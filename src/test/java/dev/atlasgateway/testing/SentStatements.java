package dev.atlasgateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;

/**
 * Records what PostgreSQL's driver sends: each statement, behind the name under which the session is to keep it. Add
 * {@link #OBSERVED} to a JDBC URL (PostgreSQL docs, "Message Formats").
 */
public final class SentStatements extends SocketFactory {

    /** Part of a JDBC URL. */
    public static final String OBSERVED = "&socketFactory=" + SentStatements.class.getName();

    private static final Queue<Statement> SENT = new ConcurrentLinkedQueue<>();

    /** Called by the driver. */
    public SentStatements() {}

    /**
     * A statement as it was sent.
     *
     * @param name empty unless the session keeps the statement
     */
    public record Statement(String name, String sql) {}

    /** Returns what all observed connections of this JVM have sent. */
    public static List<Statement> all() {
        return List.copyOf(SENT);
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public OutputStream getOutputStream() throws IOException {
                return new Observed(super.getOutputStream());
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    private static final class Observed extends FilterOutputStream {

        private static final int PROTOCOL = 3; // a request for TLS or to cancel has another number in its place
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
        private boolean started;

        Observed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            rest.write(bytes, offset, length);
            var buffer = ByteBuffer.wrap(rest.toByteArray());
            while (readMessage(buffer)) {}
            rest.reset();
            rest.write(buffer.array(), buffer.position(), buffer.remaining());
            out.write(bytes, offset, length);
        }

        /** Reads one message, if all of it is there. Those before the start have no type. */
        private boolean readMessage(ByteBuffer buffer) {
            var head = started ? 1 : 0;
            if (buffer.remaining() < head + Integer.BYTES) {
                return false;
            }
            var length = buffer.getInt(buffer.position() + head);
            if (buffer.remaining() < head + length) {
                return false;
            }
            var message = buffer.slice(buffer.position(), head + length);
            buffer.position(buffer.position() + head + length);
            if (!started) {
                started = message.getInt(4) >>> 16 == PROTOCOL;
            } else {
                record((char) message.get(), message.position(5));
            }
            return true;
        }

        private static void record(char type, ByteBuffer body) {
            switch (type) {
                case 'P' -> SENT.add(new Statement(text(body), text(body)));
                case 'Q' -> SENT.add(new Statement("", text(body)));
                default -> {} // no statement
            }
        }

        private static String text(ByteBuffer body) {
            var bytes = new ByteArrayOutputStream();
            for (var next = body.get(); next != 0; next = body.get()) {
                bytes.write(next);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
