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
