package dev.atlasgateway.admin.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;

class HealthRowTests {

    private static HealthRow policy(Health health) {
        var registry = new DefaultHealthContributorRegistry();
        registry.registerContributor("policy", (HealthIndicator) () -> health);
        return HealthRow.of((HealthContributors) registry).getFirst();
    }

    @Test
    void isGoodWhenAllIsWell() {
        assertThat(policy(Health.up().build()))
                .extracting(HealthRow::tone, HealthRow::word)
                .containsExactly("good", "up");
    }

    @Test
    void asksForALookWhileWhatServesCannotBeRenewed() {
        assertThat(policy(Health.up()
                        .withDetail("tokenRefused", "check the secret")
                        .build()))
                .extracting(HealthRow::tone, HealthRow::word)
                .containsExactly("warn", "needs a look");
        assertThat(policy(Health.up().withDetail("redis", "away").build()).tone())
                .isEqualTo("warn");
    }

    @Test
    void isBadWhenItIsDown() {
        assertThat(policy(Health.down().build()).word()).isEqualTo("down");
    }

    @Test
    void isPlainForAPartThatWasNeverUsed() {
        assertThat(policy(Health.unknown().build()))
                .extracting(HealthRow::tone, HealthRow::word)
                .containsExactly("plain", "not used yet");
    }

    @Test
    void leavesOutWhatThisGatewayHasNot() {
        assertThat(HealthRow.of(new DefaultHealthContributorRegistry())).isEmpty();
    }
}
