package dev.atlasgateway.admin.console.overview;

import java.time.Duration;
import java.util.List;

/**
 * Period that the overview covers.
 *
 * @param words to follow "the last"
 * @param last the value of the period filter of the audit
 */
record Period(String id, String title, String words, String last, Duration length) {

    private static final Period HOUR = new Period("hour", "1 hour", "hour", "1h", Duration.ofHours(1));

    static final List<Period> ALL = List.of(
            HOUR,
            new Period("day", "24 hours", "24 hours", "24h", Duration.ofDays(1)),
            new Period("week", "7 days", "7 days", "7d", Duration.ofDays(7)),
            new Period("month", "30 days", "30 days", "30d", Duration.ofDays(30)));

    /** Returns the period with this id, or else the hour. */
    static Period of(String id) {
        return ALL.stream().filter(period -> period.id().equals(id)).findFirst().orElse(HOUR);
    }
}
