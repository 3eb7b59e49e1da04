package dev.atlasgateway.admin.console.overview;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Period that the overview covers. */
enum Period {
    HOUR("1 hour", "hour", "1h", Duration.ofHours(1)),
    DAY("24 hours", "24 hours", "24h", Duration.ofDays(1)),
    WEEK("7 days", "7 days", "7d", Duration.ofDays(7)),
    MONTH("30 days", "30 days", "30d", Duration.ofDays(30));

    private final String title;
    private final String words;
    private final String last;
    private final Duration length;

    Period(String title, String words, String last, Duration length) {
        this.title = title;
        this.words = words;
        this.last = last;
        this.length = length;
    }

    /** Returns the period with this id, or else the hour. */
    static Period of(String id) {
        return Arrays.stream(values())
                .filter(period -> period.id().equals(id))
                .findFirst()
                .orElse(HOUR);
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** Returns the words to follow "the last". */
    public String words() {
        return words;
    }

    /** Returns the value of the period filter of the audit. */
    public String last() {
        return last;
    }

    Duration length() {
        return length;
    }
}
