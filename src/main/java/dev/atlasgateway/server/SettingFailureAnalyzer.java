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
 * Says in one sentence which setting keeps the gateway from starting, and never what it was set to: that may be a secret,
 * which Spring Boot's own analysis would write into the log.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingFailureAnalyzer implements FailureAnalyzer {

    private static final String ACTION = "Correct it and start again; docs/configuration.md lists all settings.";

    /** As the sentences of our own checks begin: with the setting that they are about. */
    private static final Pattern ABOUT_A_SETTING = Pattern.compile("gateway\\.[a-z-]+\\..+", Pattern.DOTALL);

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        String sentence = null;
        for (var link = failure; link != null; link = link.getCause()) {
            var said = sentence(link);
            sentence = said == null ? sentence : said; // the innermost knows best
        }
        return sentence == null ? null : new FailureAnalysis(sentence, ACTION, failure);
    }

    private static @Nullable String sentence(Throwable link) {
        var message = link.getMessage();
        return switch (link) {
            case UnknownSetting unknown -> message;
            case BindValidationException invalid -> invalid(invalid.getValidationErrors());
            case UnboundConfigurationPropertiesException e -> unknown(e);
            case BindException e -> ofAnotherType(e);
            case IllegalArgumentException e -> ofOurs(message);
            case IllegalStateException e -> ofOurs(message);
            default -> null;
        };
    }

    /** Which Spring Boot finds by itself within lists. */
    private static String unknown(UnboundConfigurationPropertiesException e) {
        return e.getUnboundProperties().stream()
                .map(property -> property.getName().toString())
                .sorted()
                .collect(Collectors.joining(", ", "The setting ", " is unknown."));
    }

    private static @Nullable String ofAnotherType(BindException e) {
        var type = e.getTarget().getType().toClass();
        return e.getProperty() == null
                ? null
                : "The setting %s must be of the type %s.".formatted(e.getName(), type.getSimpleName());
    }

    private static @Nullable String ofOurs(@Nullable String message) {
        return message != null && ABOUT_A_SETTING.matcher(message).matches() ? "The setting " + message + "." : null;
    }

    private static String invalid(ValidationErrors errors) {
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
