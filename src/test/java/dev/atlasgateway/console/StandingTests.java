package dev.atlasgateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;

class StandingTests {

    private static Standing policy(Health health) {
        var registry = new DefaultHealthContributorRegistry();
        registry.registerContributor("policy", (HealthIndicator) () -> health);
        return Standing.of((HealthContributors) registry).getFirst();
    }

    @Test
    void isGoodWhenAllIsWell() {
        assertThat(policy(Health.up().build()))
                .extracting(Standing::tone, Standing::word)
                .containsExactly("good", "up");
    }

    @Test
    void asksForALookWhileWhatServesCannotBeRenewed() {
        assertThat(policy(Health.up()
                        .withDetail("tokenRefused", "check the secret")
                        .build()))
                .extracting(Standing::tone, Standing::word)
                .containsExactly("warn", "needs a look");
        assertThat(policy(Health.up().withDetail("redis", "away").build()).tone())
                .isEqualTo("warn");
    }

    @Test
    void isBadWhenItIsDown() {
        assertThat(policy(Health.down().build()).word()).isEqualTo("down");
    }

    @Test
    void saysOfWhatWasNeverUsedNothingBad() {
        assertThat(policy(Health.unknown().build()))
                .extracting(Standing::tone, Standing::word)
                .containsExactly("plain", "not used yet");
    }

    @Test
    void leavesOutWhatThisGatewayHasNot() {
        assertThat(Standing.of(new DefaultHealthContributorRegistry())).isEmpty();
    }
}
