package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.ClassUtils;

/** The endpoints of the management port, none of which is on the callers' port. */
@OnSharedGateway
class ActuatorTests {

    private final RunningGateway gateway = RunningGateway.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus"
            })
    void exposesWhatOperatorsNeed(String path) {
        assertThat(gateway.send(HttpRequest.newBuilder(gateway.management(path)))
                        .status())
                .isEqualTo(200);
    }

    /** A resolver that does not answer delayed the start by 13 s. */
    @Test
    void hasNoPartThatAsksTheResolverForTheNameOfItsHost() {
        assertThat(ClassUtils.isPresent("org.springframework.cloud.commons.util.InetUtils", null))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/beans",
                "/actuator/loggers",
                "/actuator/shutdown",
                "/",
                "/openapi.yaml"
            })
    void keepsTheRestClosed(String path) {
        assertThat(gateway.send(HttpRequest.newBuilder(gateway.management(path)))
                        .status())
                .isIn(401, 403, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET /nothing-here HTTP/1.1",
                "GET /actuator/env HTTP/1.1",
                "GET /error HTTP/1.1",
                "GET /actuator/health/nothing HTTP/1.1",
                "GET /actuator//health HTTP/1.1",
                "GET /actuator/health%00 HTTP/1.1",
                "GET /%zz HTTP/1.1",
                "POST /actuator/health HTTP/1.1",
                "TRACE /actuator/health HTTP/1.1",
                "GET /actuator/health HTTP/9.9",
                "nonsense"
            })
    void namesNoServerInItsRefusals(String requestLine) {
        var reply = RawHttp.exchange(
                gateway.management("/").getPort(), requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(reply)
                .startsWith("HTTP/1.1 ")
                .doesNotContain("HTTP/1.1 200")
                .doesNotContainIgnoringCase("jetty")
                .contains("Content-Length: 0\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/prometheus"})
    void isNotOnTheCallersPort(String path) {
        assertThat(gateway.send(gateway.anonymous(path)).status()).isEqualTo(401);
        assertThat(gateway.send(gateway.as("payments", path)).status()).isEqualTo(404);
    }

    @Test
    void showsEachComponentInHealth() {
        var health = gateway.send(HttpRequest.newBuilder(gateway.management("/actuator/health")))
                .json();
        assertThat(health.path("components").propertyNames()).contains("policy", "audit", "atlas", "quota");
    }
}
