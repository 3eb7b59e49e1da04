package dev.atlasgateway.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Asks a gateway for its health, for images without a shell: ends with status 0 where each address answers 200, else
 * with 1.
 *
 * <p>Of itself it asks once, as its container asks again and again. Another gateway may only just be starting: its
 * addresses are asked one after the other, each until it is healthy, for up to two minutes.
 */
final class HealthCheck {

    private static final int PATIENCE = 3_000; // milliseconds
    private static final Duration WHILE_STARTING = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private HealthCheck() {}

    /** @param addresses what to ask; the readiness of the gateway here where none is given */
    static void main(String[] addresses) throws InterruptedException {
        var healthy = addresses.length > 0
                ? becomeHealthy(List.of(addresses), WHILE_STARTING)
                : isHealthy(readiness(System.getenv()));
        System.exit(healthy ? 0 : 1);
    }

    /** Where the gateway of the same container answers, as its environment says. */
    static String readiness(Map<String, String> environment) {
        var host = environment.getOrDefault("MANAGEMENT_SERVER_ADDRESS", "localhost");
        var port = environment.getOrDefault("MANAGEMENT_SERVER_PORT", "8081");
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/actuator/health/readiness";
    }

    /** Whether each of them is healthy before the patience with it ends. */
    static boolean becomeHealthy(List<String> addresses, Duration patience) throws InterruptedException {
        for (var address : addresses) {
            if (!becomesHealthy(address, patience)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is healthy before the patience ends; asked at least once. */
    private static boolean becomesHealthy(String address, Duration patience) throws InterruptedException {
        var began = System.nanoTime();
        while (!isHealthy(address)) {
            if (System.nanoTime() - began >= patience.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    static boolean isHealthy(String address) {
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE);
            connection.setReadTimeout(PATIENCE);
            return connection.getResponseCode() == 200;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
