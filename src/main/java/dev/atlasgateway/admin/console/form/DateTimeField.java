package dev.atlasgateway.admin.console.form;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Date and time in UTC in two inputs, so that a day works without a time. A browser sends nothing for an incomplete
 * {@code datetime-local}, and an empty field often means never.
 *
 * @param day as typed, such as {@code 2027-01-31}
 * @param time as typed; empty for the beginning of the day
 */
public record DateTimeField(String day, String time) {

    /** Suffix of the name of the second input. */
    public static final String TIME_SUFFIX = "Time";

    private static final DateTimeFormatter DAY = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)
            .appendPattern("-MM-dd")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    /** Splits a day that also has the time, such as {@code 2027-01-31T18:00Z} in a link. */
    public static DateTimeField of(@Nullable String day, @Nullable String time) {
        var first = FormFields.text(day);
        var second = FormFields.text(time);
        var both = second.isEmpty() ? first.split("[T ]", 2) : new String[0];
        return both.length == 2
                ? new DateTimeField(both[0], both[1].replaceAll("Z$", ""))
                : new DateTimeField(first, second);
    }

    /** Returns the fields for a moment, truncated to seconds. */
    public static DateTimeField of(@Nullable Instant moment) {
        if (moment == null) {
            return new DateTimeField("", "");
        }
        var local = LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
        return new DateTimeField(DAY.format(local), local.toLocalTime().toString());
    }

    /** Returns the moment; null if both inputs are empty. Adds an error and returns null if they cannot be read. */
    @Nullable
    public Instant read(String field, FormErrors errors) {
        if (day.isEmpty() && time.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(day, DAY)
                    .atTime(time.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(time))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            errors.add(field, "must be a day such as 2027-01-31, with or without a time such as 18:00");
            return null;
        }
    }

    /** Returns the type of the first input. A date input would show other text as empty and erase it. */
    public String dayType() {
        return day.isEmpty() || day.matches("\\d{4}-\\d\\d-\\d\\d") ? "date" : "text";
    }

    public String timeType() {
        return time.isEmpty() || time.matches("\\d\\d:\\d\\d(:\\d\\d)?") ? "time" : "text";
    }
}
