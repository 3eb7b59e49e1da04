package dev.atlasgateway.atlas.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.atlas.token.TokenResult.MintError;
import dev.atlasgateway.atlas.token.TokenResult.MintFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenResultTests {

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, 1, 1",
        "UNAVAILABLE, 2, 2",
        "UNAVAILABLE, 5, 16",
        "UNAVAILABLE, 6, 30",
        "UNAVAILABLE, 1000, 30",
        "NO_SECRET, 1, 5",
        "NO_SECRET, 9, 30",
        "RATE_LIMITED, 1, 10",
        "RATE_LIMITED, 9, 300",
        "INVALID_CLIENT, 1, 60",
        "INVALID_CLIENT, 9, 600",
        "TOKEN_LIMIT, 1, 60",
        "TOKEN_LIMIT, 9, 600"
    })
    void pausesLongerWithEachFailure(MintError error, int failures, int seconds) {
        assertThat(new MintFailure(error, null).pause(failures, 1)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void spreadsReplicasOverHalfOfThePause() {
        assertThat(new MintFailure(MintError.UNAVAILABLE, null).pause(5, 0)).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void pausesForRetryAfter() {
        assertThat(new MintFailure(MintError.RATE_LIMITED, Duration.ofSeconds(37)).pause(1, 0.5))
                .isEqualTo(Duration.ofSeconds(37));
        assertThat(new MintFailure(MintError.RATE_LIMITED, Duration.ZERO).pause(1, 0.5))
                .isEqualTo(Duration.ofSeconds(1));
    }
}
