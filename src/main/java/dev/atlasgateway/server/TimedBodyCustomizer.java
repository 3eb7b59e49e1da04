package dev.atlasgateway.server;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Ends the reading of a body that pauses or takes too long: the reader gets a {@link TimeoutException}. Jetty itself lets a body
 * be silent for as long as an idle connection, and last for ever.
 *
 * @param pause the longest silence within a body
 * @param timeout time within which a body must arrive; most readers have less
 */
record TimedBodyCustomizer(Duration pause, Duration timeout) implements HttpConfiguration.Customizer {

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        var headers = request.getHeaders();
        return headers.contains(HttpHeader.CONTENT_LENGTH) || headers.contains(HttpHeader.TRANSFER_ENCODING)
                ? new TimedBody(request, pause, timeout)
                : request;
    }

    private static final class TimedBody extends Request.Wrapper {

        private final Duration pause;
        private final Duration timeout;
        private final long began = System.nanoTime();

        TimedBody(Request request, Duration pause, Duration timeout) {
            super(request);
            this.pause = pause;
            this.timeout = timeout;
        }

        @Override
        public Content.Chunk read() {
            return System.nanoTime() - began > timeout.toNanos()
                    ? Content.Chunk.from(new TimeoutException("The body takes too long"))
                    : super.read();
        }

        /** Waits for the next bytes. Meanwhile, the longest pause is the idle timeout of the connection. */
        @Override
        public void demand(Runnable onContent) {
            var connection = getConnectionMetaData().getConnection().getEndPoint();
            var idleTimeout = connection.getIdleTimeout();
            connection.setIdleTimeout(Math.min(idleTimeout, pause.toMillis()));
            super.demand(() -> {
                connection.setIdleTimeout(idleTimeout);
                onContent.run();
            });
        }
    }
}
