package dev.atlasgateway;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/**
 * Asks a gateway for its health, for images without a shell: ends with status 0 where the address answers 200, else
 * with 1.
 */
final class HealthCheck {

    private static final int PATIENCE = 3_000; // milliseconds

    private HealthCheck() {}

    /** @param addresses the address to ask; the readiness of the gateway here where none is given */
    static void main(String[] addresses) {
        System.exit(isHealthy(addresses.length > 0 ? addresses[0] : readiness(System.getenv())) ? 0 : 1);
    }

    /** Where the gateway of the same container answers, as its environment says. */
    static String readiness(Map<String, String> environment) {
        var host = environment.getOrDefault("MANAGEMENT_SERVER_ADDRESS", "localhost");
        var port = environment.getOrDefault("MANAGEMENT_SERVER_PORT", "8081");
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/actuator/health/readiness";
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
