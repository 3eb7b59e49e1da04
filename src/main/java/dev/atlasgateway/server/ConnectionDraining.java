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
 * Closes connections without losing calls when the gateway stops.
 *
 * <p>A Kubernetes service routes new connections elsewhere, but not the open ones. Jetty's graceful shutdown closes those as
 * soon as no call is in progress, and a call sent at that moment is lost. So before that, each answer closes its connection,
 * and the gateway serves calls until all connections are closed or idle.
 */
final class ConnectionDraining implements SmartLifecycle {

    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

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
                closeAfterNextAnswer(connector);
            }
            awaitIdle(connectors);
        }
    }

    private static void closeAfterNextAnswer(Connector connector) {
        for (var protocol : connector.getConnectionFactories()) {
            if (protocol instanceof HttpConnectionFactory http) {
                http.getHttpConfiguration().setPersistentConnectionsEnabled(false);
            }
        }
    }

    private static void awaitIdle(Connector[] connectors) {
        var deadline = System.nanoTime() + MAX_WAIT.toNanos();
        try {
            while (Arrays.stream(connectors).anyMatch(ConnectionDraining::isInUse) && System.nanoTime() < deadline) {
                Thread.sleep(POLL_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isInUse(Connector connector) {
        return connector.getConnectedEndPoints().stream()
                .anyMatch(connection ->
                        connection instanceof AbstractEndPoint timed && timed.getIdleFor() < IDLE.toMillis());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the graceful shutdown of the server begins. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
