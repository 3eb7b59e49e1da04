package dev.atlasgateway.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreAvailabilityTests {

    private final StoreAvailability availability = new StoreAvailability();

    @Test
    void isNotWritableBeforeTheFirstTry() {
        assertThat(availability.isWritable()).isFalse();
        assertThat(availability.patience(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void leavesACallItsFullPatienceWhileTheStoreIsThere() {
        availability.confirm();

        assertThat(availability.patience(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void subtractsTheAgeOfAnOutageFromThePatience() {
        availability.confirm();
        availability.reportFailure(new IllegalStateException("away"));

        assertThat(availability.patience(Duration.ofSeconds(2))).isLessThan(Duration.ofSeconds(2));
        await().until(() -> availability.patience(Duration.ofMillis(20)).isZero());
    }

    @Test
    void isNotWritableAfterALongSilence() {
        availability.confirm();

        assertThat(availability.isWritable(Duration.ofMinutes(1))).isTrue();
        await().until(() -> !availability.isWritable(Duration.ofMillis(20)));
    }
}
