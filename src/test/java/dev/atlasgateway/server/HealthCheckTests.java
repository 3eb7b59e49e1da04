package dev.atlasgateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthCheckTests {

    @ParameterizedTest
    @CsvSource({"200, true", "503, false", "404, false"})
    void isHealthyIfTheAnswerIs200(int status, boolean healthy) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(HealthCheck.isHealthy(
                            "http://127.0.0.1:%d/".formatted(server.getAddress().getPort())))
                    .isEqualTo(healthy);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void waitsForAStartingGateway() throws IOException, InterruptedException {
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        var address = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
        try {
            assertThat(HealthCheck.becomeHealthy(List.of(address), Duration.ZERO))
                    .isFalse();
            assertThat(asked).hasValue(1);
            assertThat(HealthCheck.becomeHealthy(List.of(address), Duration.ofMinutes(1)))
                    .isTrue();
            assertThat(asked).hasValue(3);
            assertThat(HealthCheck.becomeHealthy(List.of(address, "http://127.0.0.1:1/"), Duration.ZERO))
                    .as("the second does not answer")
                    .isFalse();
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "no address"})
    void isNotHealthyWithoutAnAnswer(String address) {
        assertThat(HealthCheck.isHealthy(address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ", , http://localhost:8081/actuator/health/readiness",
        "9081, , http://localhost:9081/actuator/health/readiness",
        ", 127.0.0.2, http://127.0.0.2:8081/actuator/health/readiness",
        "9081, ::1, http://[::1]:9081/actuator/health/readiness"
    })
    void takesTheAddressFromTheEnvironment(@Nullable String port, @Nullable String host, String address) {
        var environment = new HashMap<String, String>();
        if (port != null) {
            environment.put("MANAGEMENT_SERVER_PORT", port);
        }
        if (host != null) {
            environment.put("MANAGEMENT_SERVER_ADDRESS", host);
        }
        assertThat(HealthCheck.readiness(environment)).isEqualTo(address);
    }
}
