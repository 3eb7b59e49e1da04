package dev.atlasgateway.policy.field;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a grant or a secret: the instant from which on it gives no access. */
public final class Expiry {

    private static final Instant YEAR_0 = year(0);
    private static final Instant YEAR_10000 = year(10_000);

    private Expiry() {}

    private static Instant year(int year) {
        return Instant.EPOCH.atOffset(ZoneOffset.UTC).withYear(year).toInstant();
    }

    /** Truncated to seconds, the precision of every interface. */
    public static @Nullable Instant truncate(@Nullable Instant end) {
        return end == null ? null : end.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns what is wrong with an end, to be read after the field's name; empty if nothing is. */
    public static Optional<String> fault(@Nullable Instant end) {
        return end == null || (end.isBefore(YEAR_10000) && !end.isBefore(YEAR_0))
                ? Optional.empty()
                : Optional.of("must be in a year of four digits, such as 2027-01-01T00:00:00Z");
    }

    /** Returns what is wrong with an end that an admin sets; it must be in the future, too. */
    public static Optional<String> faultOfNew(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end)
                ? Optional.of("is in the past; an end must be in the future, or null for none")
                : fault(end);
    }
}
