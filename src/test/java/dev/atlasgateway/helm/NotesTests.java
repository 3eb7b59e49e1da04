package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The notes that Helm prints after an installation. */
class NotesTests {

    @Test
    void nameTheNextCommands() {
        assertThat(Chart.notes("one-replica"))
                .contains(
                        "rollout status deployment/edge-atlas-gateway",
                        "helm test edge",
                        "curl -u CLIENT_ID:CLIENT_SECRET");
    }

    @Test
    void nameThePathOfTheGateway() {
        assertThat(Chart.notes("one-replica", "publicUrl=https://internal.example.com/atlas"))
                .contains("http://localhost:8080/atlas/api/oauth/token");
    }

    @Test
    void nameTheConsoleWhereTheFirstPolicyIsMade() {
        assertThat(Chart.notes("one-replica"))
                .contains("refuses every call until they do: http://atlas.internal.example.com/console");
        assertThat(Chart.notes("production")).doesNotContain("refuses every call");
    }

    @Test
    void warnOfConnectionsThatAreNotProtected() {
        assertThat(Chart.notes("gateway-api"))
                .contains("The connection to PostgreSQL is not protected", "The connection to Redis is not encrypted");
        assertThat(Chart.notes("one-replica", "database.url=jdbc:postgresql://localhost:5432/gateway"))
                .as("by a proxy in the pod")
                .doesNotContain("The connection to");
        assertThat(Chart.notes("production")).doesNotContain("The connection to");
    }

    @Test
    void tellThatTheAddressOfAProxyThatTheChartDoesNotKnowIsTakenAsTheCallers() {
        var https = "publicUrl=https://atlas.internal.example.com";
        assertThat(Chart.notes("one-replica", https)).contains("TLS seems to end at a proxy");
        assertThat(Chart.notes("one-replica", https, "config.server.forward-headers-strategy=native"))
                .doesNotContain("TLS seems to end at a proxy");
        assertThat(Chart.notes("one-replica", https, "config.server.ssl.bundle=own"))
                .doesNotContain("TLS seems to end at a proxy");
        assertThat(Chart.notes("production") + Chart.notes("one-replica"))
                .doesNotContain("TLS seems to end at a proxy");
    }

    @Test
    void warnThatForwardedAddressesAreUnreliableInAnOpenNetwork() {
        assertThat(Chart.notes("gateway-api")).contains("WARNING: the address of a caller");
        assertThat(Chart.notes("one-replica", "config.server.forward-headers-strategy=native"))
                .contains("WARNING: the address of a caller");
    }

    @Test
    void doNotWarnIfOnlyTheIngressGetsInOrNothingIsForwarded() {
        assertThat(Chart.notes("production")).doesNotContain("WARNING");
        assertThat(Chart.notes("one-replica")).doesNotContain("WARNING");
    }
}
