package dev.atlasgateway;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Asks a gateway for its health, for images without a shell: ends with status 0 where the address answers 200, else
 * with 1.
 */
final class HealthCheck {

    private static final String READINESS = "http://localhost:8081/actuator/health/readiness";
    private static final int PATIENCE = 3_000; // milliseconds

    private HealthCheck() {}

    /** @param addresses the address to ask; this machine's readiness where none is given */
    static void main(String[] addresses) {
        System.exit(isHealthy(addresses.length > 0 ? addresses[0] : READINESS) ? 0 : 1);
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
