package dev.atlasgateway.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Checks the health of a gateway, for images without a shell. Exits with status 0 if each address answers 200, otherwise
 * with 1.
 *
 * <p>Without an address it checks its own container once, because the container repeats the check. Other gateways may still
 * be starting, so it checks each given address until it is healthy, for up to two minutes.
 */
final class HealthCheck {

    private static final int TIMEOUT_MILLIS = 3_000;
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private HealthCheck() {}

    /** @param addresses the URLs to check; if there are none, the readiness of the gateway in this container */
    static void main(String[] addresses) throws InterruptedException {
        var healthy = addresses.length > 0
                ? becomeHealthy(List.of(addresses), START_TIMEOUT)
                : isHealthy(readiness(System.getenv()));
        System.exit(healthy ? 0 : 1);
    }

    /** Returns the readiness URL of the gateway in this container, from its environment. */
    static String readiness(Map<String, String> environment) {
        var host = environment.getOrDefault("MANAGEMENT_SERVER_ADDRESS", "localhost");
        var port = environment.getOrDefault("MANAGEMENT_SERVER_PORT", "8081");
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/actuator/health/readiness";
    }

    /** Returns whether each address becomes healthy within the timeout of its own. */
    static boolean becomeHealthy(List<String> addresses, Duration timeout) throws InterruptedException {
        for (var address : addresses) {
            if (!becomesHealthy(address, timeout)) {
                return false;
            }
        }
        return true;
    }

    /** Checks at least once. */
    private static boolean becomesHealthy(String address, Duration timeout) throws InterruptedException {
        var started = System.nanoTime();
        while (!isHealthy(address)) {
            if (System.nanoTime() - started >= timeout.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    static boolean isHealthy(String address) {
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            return connection.getResponseCode() == 200;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
