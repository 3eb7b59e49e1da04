package dev.atlasgateway.server;

import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Tells those who keep a connection that it is closed with the answer, from when the gateway is told to leave.
 *
 * <p>A Kubernetes service leads new connections elsewhere, never those that are open. The server's own graceful shutdown,
 * which comes after this, closes them as soon as no call is under way, and a call that is sent just then is lost. So calls
 * go on being taken until every connection has been closed by an answer or has been silent for a while.
 */
final class ConnectionDraining implements SmartLifecycle {

    private static final Duration SILENT = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final WebServerApplicationContext context;
    private volatile boolean running;

    ConnectionDraining(WebServerApplicationContext context) {
        this.context = context;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (context.getWebServer() instanceof JettyWebServer jetty) {
            var connectors = jetty.getServer().getConnectors();
            for (var connector : connectors) {
                keepNoConnection(connector);
            }
            awaitSilence(connectors);
        }
    }

    private static void keepNoConnection(Connector connector) {
        for (var protocol : connector.getConnectionFactories()) {
            if (protocol instanceof HttpConnectionFactory http) {
                http.getHttpConfiguration().setPersistentConnectionsEnabled(false);
            }
        }
    }

    private static void awaitSilence(Connector[] connectors) {
        var until = System.nanoTime() + LONGEST.toNanos();
        try {
            while (Arrays.stream(connectors).anyMatch(ConnectionDraining::isInUse) && System.nanoTime() < until) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isInUse(Connector connector) {
        return connector.getConnectedEndPoints().stream()
                .anyMatch(connection ->
                        connection instanceof AbstractEndPoint timed && timed.getIdleFor() < SILENT.toMillis());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the server's graceful shutdown begins. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
