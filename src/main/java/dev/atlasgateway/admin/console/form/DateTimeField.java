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
 * A moment in UTC as two inputs hold it, so that a day can be told without a time: browsers send nothing at all of a
 * {@code datetime-local} of which a part is missing, and nothing often means never.
 *
 * @param day in the inputs' way of writing it, or whatever else was typed
 * @param time of that day; empty for its beginning
 */
public record DateTimeField(String day, String time) {

    /** What the second input's name adds to that of the first. */
    public static final String TIME = "Time";

    private static final DateTimeFormatter DAY = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)
            .appendPattern("-MM-dd")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    /** Addresses may have both in the first, as {@code 2027-01-31T18:00Z}. */
    public static DateTimeField of(@Nullable String day, @Nullable String time) {
        var first = FormFields.text(day);
        var second = FormFields.text(time);
        var both = second.isEmpty() ? first.split("[T ]", 2) : new String[0];
        return both.length == 2
                ? new DateTimeField(both[0], both[1].replaceAll("Z$", ""))
                : new DateTimeField(first, second);
    }

    /** To the second. */
    public static DateTimeField of(@Nullable Instant moment) {
        if (moment == null) {
            return new DateTimeField("", "");
        }
        var there = LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
        return new DateTimeField(DAY.format(there), there.toLocalTime().toString());
    }

    /** Null where nothing was typed, and where it cannot be read, which the errors are told. */
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

    /** The type of the first input: browsers show in one for days nothing that is none, and would send it back empty. */
    public String dayType() {
        return day.isEmpty() || day.matches("\\d{4}-\\d\\d-\\d\\d") ? "date" : "text";
    }

    public String timeType() {
        return time.isEmpty() || time.matches("\\d\\d:\\d\\d(:\\d\\d)?") ? "time" : "text";
    }
}
