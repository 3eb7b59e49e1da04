package dev.atlasgateway.console;

import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads what was typed into a field; what cannot be read is told to the form's errors. */
final class Typed {

    private Typed() {}

    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** A text of several lines, which browsers end with CR LF. */
    static String lines(@Nullable String typed) {
        return typed == null ? "" : typed.replace("\r\n", "\n").stripTrailing();
    }

    /** The groupId of a project, typed as that or as the project's name; what was typed, where there is no such project. */
    static String project(String typed, PolicySnapshot now) {
        return now.project(typed) != null
                ? typed
                : now.projects().stream()
                        .filter(project -> project.name().equals(typed))
                        .map(Project::groupId)
                        .findFirst()
                        .orElse(typed);
    }

    static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A day or a moment in UTC, as {@code <input type="datetime-local">} writes it; null where nothing was typed. */
    static @Nullable Instant moment(String field, String text, FormErrors errors) {
        try {
            if (text.isEmpty()) {
                return null;
            }
            var typed = text.replace(' ', 'T').replaceAll("Z$", "");
            return typed.contains("T")
                    ? LocalDateTime.parse(typed).toInstant(ZoneOffset.UTC)
                    : LocalDate.parse(typed).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            errors.add(field, "must be a moment such as 2027-01-31T18:00");
            return null;
        }
    }

    /** The inverse of {@link #moment}. */
    static String moment(@Nullable Instant moment) {
        return moment == null
                ? ""
                : LocalDateTime.ofInstant(moment, ZoneOffset.UTC).toString();
    }

    static <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field, String text, FormErrors errors) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        errors.add(field, "must be chosen");
        return null;
    }

    static long number(String field, String text, FormErrors errors) {
        try {
            return Long.parseLong(text.replace("_", "").replace(" ", ""));
        } catch (NumberFormatException e) {
            errors.add(field, "must be a whole number");
            return 0;
        }
    }

    /** A time such as {@code 60s}, {@code 5m} or {@code PT1M}; seconds where no unit was typed. */
    static Duration duration(String field, String text, FormErrors errors) {
        try {
            return text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : DurationStyle.detectAndParse(text.replace(" ", ""));
        } catch (RuntimeException e) {
            errors.add(field, "must be a time such as 60s, 5m or 1h");
            return Duration.ZERO;
        }
    }
}
