package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads the values of form fields. Adds an error for a value that it cannot read. */
public final class FormFields {

    private FormFields() {}

    public static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** Returns a text of several lines with LF instead of the CR LF of browsers. */
    public static String lines(@Nullable String typed) {
        return typed == null ? "" : typed.replace("\r\n", "\n").stripTrailing();
    }

    /** Returns the groupId for a typed groupId or project name; the typed text if no project has it. */
    public static String project(String typed, PolicySnapshot snapshot) {
        return snapshot.project(typed) != null
                ? typed
                : snapshot.projects().stream()
                        .filter(project -> project.name().equals(typed))
                        .map(Project::groupId)
                        .findFirst()
                        .orElse(typed);
    }

    public static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    public static <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field, String text, FormErrors errors) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        errors.add(field, "must be chosen");
        return null;
    }

    public static long number(String field, String text, FormErrors errors) {
        try {
            return Long.parseLong(text.replace("_", "").replace(" ", ""));
        } catch (NumberFormatException e) {
            errors.add(field, "must be a whole number");
            return 0;
        }
    }

    /** Reads a duration such as {@code 60s}, {@code 5m} or {@code PT1M}; a number without a unit means seconds. */
    public static Duration duration(String field, String text, FormErrors errors) {
        try {
            return text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : DurationStyle.detectAndParse(text.replace(" ", ""));
        } catch (RuntimeException e) {
            errors.add(field, "must be a duration such as 60s, 5m or 1h");
            return Duration.ZERO;
        }
    }
}
