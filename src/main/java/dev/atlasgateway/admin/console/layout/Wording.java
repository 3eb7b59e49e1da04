package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.revision.RevisionProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Formats times, durations and numbers for pages. Templates call it {@code say}. */
@Component
public record Wording(InstantSource clock, RevisionProperties policy) {

    private static final DateTimeFormatter SECOND = format("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MINUTE = format("HH:mm");
    private static final DateTimeFormatter DAY = format("yyyy-MM-dd");

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** Formats a time: {@code 2026-11-24 09:30:00}. All times of the console are in UTC. */
    public String at(Instant time) {
        return SECOND.format(time);
    }

    /** Formats a time of day: {@code 09:30}. */
    public String minute(Instant time) {
        return MINUTE.format(time);
    }

    public String day(Instant time) {
        return DAY.format(time);
    }

    /** Formats the distance from now: {@code 5 min ago}, {@code in 3 days}. */
    public String fromNow(Instant time) {
        var distance = Duration.between(time, clock.instant());
        var words = roughly(distance.abs());
        return words.equals("now") ? words : distance.isNegative() ? "in " + words : words + " ago";
    }

    private static String roughly(Duration distance) {
        var seconds = distance.toSeconds();
        if (seconds < 2) {
            return "now";
        }
        if (seconds < 90) {
            return seconds + " s";
        }
        if (seconds < 90 * 60) {
            return Math.round(seconds / 60.0) + " min";
        }
        return seconds < 36 * 3600 ? Math.round(seconds / 3600.0) + " h" : Math.round(seconds / 86400.0) + " days";
    }

    /** Formats a duration: {@code 840 µs}, {@code 12.5 ms}, {@code 1.20 s}. */
    public String duration(@Nullable Duration duration) {
        if (duration == null) {
            return "–";
        }
        var micros = duration.toNanos() / 1_000.0;
        if (micros < 1_000) {
            return String.format(Locale.ROOT, "%.0f µs", micros);
        }
        if (micros < 1_000_000) {
            return String.format(Locale.ROOT, micros < 100_000 ? "%.1f ms" : "%.0f ms", micros / 1_000);
        }
        return String.format(Locale.ROOT, "%.2f s", micros / 1_000_000);
    }

    /** Formats a number: {@code 12,345}. */
    public String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Formats a share: {@code 4.2 %}; a dash if the whole is 0. */
    public String share(long part, long whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    /** Says when a change of the policy decides calls. */
    public String effect() {
        return "The change applies to new calls. Other replicas follow within " + duration(policy.reloadInterval())
                + ".";
    }

    /** Formats a period in its largest whole unit: {@code 1h}, {@code 90s}. */
    public static String period(Duration period) {
        return FieldTypes.PERIOD.display().apply(period);
    }
}
