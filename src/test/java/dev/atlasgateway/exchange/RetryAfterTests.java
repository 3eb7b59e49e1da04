package dev.atlasgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTests {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "' 7 ', 7",
        "'Mon, 23 Nov 2026 10:01:00 GMT', 60",
        "'Mon, 23 Nov 2026 09:00:00 GMT', 0",
        "99999999999999999999, 999999999"
    })
    void readsSecondsAndDates(String header, long seconds) {
        assertThat(RetryAfter.of(Map.of("retry-after", header), NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "١", "2026-11-23T10:01:00Z"})
    void ignoresAnInvalidHeader(String header) {
        assertThat(RetryAfter.of(Map.of("retry-after", header), NOW)).isNull();
    }

    @Test
    void returnsNullWithoutTheHeader() {
        assertThat(RetryAfter.of(Map.of(), NOW)).isNull();
    }
}
