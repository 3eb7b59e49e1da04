package dev.atlasgateway.server;

import java.time.Duration;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * Closes connections on which the head of a request (request line and headers) does not arrive in time. Jetty limits only
 * the silence between two bytes, so single bytes could hold a connection for ever.
 */
final class TimedHeadConnectionFactory extends HttpConnectionFactory {

    private final Duration timeout;

    TimedHeadConnectionFactory(HttpConfiguration configuration, Duration timeout) {
        super(configuration);
        this.timeout = timeout;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        var connection = new TimedHeadConnection(getHttpConfiguration(), connector, endPoint, timeout);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    /** While a head is incomplete, the rest of its time is the idle timeout of the connection. */
    private static final class TimedHeadConnection extends HttpConnection {

        private final long idleTimeout;
        private final Duration timeout;

        /** When the first byte of the incomplete head arrived; 0 if there is none. */
        private long began;

        private long requests;
        private long bytes;

        TimedHeadConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint, Duration timeout) {
            super(configuration, connector, endPoint);
            this.idleTimeout = endPoint.getIdleTimeout();
            this.timeout = timeout;
        }

        /** Waits for more bytes of a head, or for the next request. Bodies wait elsewhere. */
        @Override
        public void fillInterested(Callback callback) {
            var isNextRequest = getMessagesIn() != requests;
            var isSilent = getParser().isState(HttpParser.State.START) && (isNextRequest || getBytesIn() == bytes);
            requests = getMessagesIn();
            bytes = getBytesIn();
            if (isSilent) {
                began = 0;
            } else {
                began = began == 0 || isNextRequest ? System.nanoTime() : began;
                getEndPoint().setIdleTimeout(Math.max(1, Math.min(idleTimeout, restMillis())));
            }
            super.fillInterested(callback);
        }

        private long restMillis() {
            return timeout.minusNanos(System.nanoTime() - began).toMillis();
        }

        /** The head may be complete now, and the call that follows has the usual timeout. */
        @Override
        public void onFillable() {
            if (began != 0) {
                getEndPoint().setIdleTimeout(idleTimeout);
            }
            super.onFillable();
        }
    }
}
