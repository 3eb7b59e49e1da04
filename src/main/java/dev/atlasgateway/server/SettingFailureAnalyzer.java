package dev.atlasgateway.server;

import dev.atlasgateway.server.UnknownSettingCheck.UnknownSetting;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Names the setting that stops the start, in one sentence. Never shows its value, because it may be a secret; Spring Boot's
 * own analysis would write it into the log.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingFailureAnalyzer implements FailureAnalyzer {

    private static final String ACTION = "Correct it and start again; docs/configuration.md lists all settings.";

    /** Messages of the gateway's own checks begin with the name of the setting. */
    private static final Pattern STARTS_WITH_SETTING =
            Pattern.compile("(gateway|server)\\.[a-z-]+\\..+", Pattern.DOTALL);

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        String sentence = null;
        for (var link = failure; link != null; link = link.getCause()) {
            var found = sentence(link);
            sentence = found == null ? sentence : found; // the innermost cause is the most exact
        }
        return sentence == null ? null : new FailureAnalysis(sentence, ACTION, failure);
    }

    private static @Nullable String sentence(Throwable link) {
        var message = link.getMessage();
        return switch (link) {
            case UnknownSetting unknown -> message;
            case BindValidationException invalid -> invalidValues(invalid.getValidationErrors());
            case UnboundConfigurationPropertiesException e -> unknownSettings(e);
            case BindException e -> wrongType(e);
            case IllegalArgumentException e -> fromOwnCheck(message);
            case IllegalStateException e -> fromOwnCheck(message);
            default -> null;
        };
    }

    /** Names the unknown settings that Spring Boot finds within lists. */
    private static String unknownSettings(UnboundConfigurationPropertiesException e) {
        return e.getUnboundProperties().stream()
                .map(property -> property.getName().toString())
                .sorted()
                .collect(Collectors.joining(", ", "The setting ", " is unknown."));
    }

    private static @Nullable String wrongType(BindException e) {
        var type = e.getTarget().getType().toClass();
        return e.getProperty() == null
                ? null
                : "The setting %s must be of the type %s.".formatted(e.getName(), type.getSimpleName());
    }

    private static @Nullable String fromOwnCheck(@Nullable String message) {
        return message != null && STARTS_WITH_SETTING.matcher(message).matches()
                ? "The setting " + message + "."
                : null;
    }

    private static String invalidValues(ValidationErrors errors) {
        return errors.getAllErrors().stream()
                .map(error -> setting(errors, error) + " " + error.getDefaultMessage())
                .sorted()
                .collect(Collectors.joining("; ", "The setting ", "."));
    }

    private static String setting(ValidationErrors errors, ObjectError error) {
        return error instanceof FieldError field
                ? errors.getName() + "." + DataObjectPropertyName.toDashedForm(field.getField())
                : errors.getName().toString();
    }
}
