package dev.atlasgateway.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What whoever has installed the chart reads next. */
class NotesTests {

    @Test
    void nameTheCommandsThatFollow() {
        assertThat(Chart.notes("one-replica"))
                .contains(
                        "rollout status deployment/edge-atlas-gateway",
                        "helm test edge",
                        "curl -u CLIENT_ID:CLIENT_SECRET");
    }

    @Test
    void warnThatAnOpenNetworkMakesForwardedAddressesWorthless() {
        assertThat(Chart.notes("gateway-api")).contains("WARNING: the address of a caller");
        assertThat(Chart.notes("one-replica", "config.server.forward-headers-strategy=native"))
                .contains("WARNING: the address of a caller");
    }

    @Test
    void keepSilentWhereOnlyTheIngressGetsInOrNothingIsForwarded() {
        assertThat(Chart.notes("production")).doesNotContain("WARNING");
        assertThat(Chart.notes("one-replica")).doesNotContain("WARNING");
    }
}
