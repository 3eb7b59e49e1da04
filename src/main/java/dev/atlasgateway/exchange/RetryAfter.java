package dev.atlasgateway.exchange;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110, part 10.2.3) as seconds or as an HTTP date, and writes it in seconds. */
public final class RetryAfter {

    private RetryAfter() {}

    /** Returns how long to wait; null if the header is missing or invalid. */
    public static @Nullable Duration of(Map<String, String> headers, Instant now) {
        var value = headers.getOrDefault("retry-after", "").strip();
        if (value.isEmpty()) {
            return null;
        }
        if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(value.length() > 9 ? 999_999_999 : Integer.parseInt(value));
        }
        try {
            var wait = Duration.between(now, ZonedDateTime.parse(value, RFC_1123_DATE_TIME));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Returns whole seconds, rounded up and at least 1, because a client that comes too early is refused again. */
    public static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}
