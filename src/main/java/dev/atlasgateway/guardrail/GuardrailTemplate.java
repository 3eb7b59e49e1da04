package dev.atlasgateway.guardrail;

import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A guardrail with parameters, to start from.
 *
 * @param description its purpose, for admins
 * @param expression CEL, with {@code ${name}} for a parameter
 * @param message for refused callers; may contain parameters too
 */
public record GuardrailTemplate(
        String name, String description, String expression, String message, List<Parameter> parameters) {

    public GuardrailTemplate {
        parameters = List.copyOf(parameters);
    }

    /**
     * A value that differs between companies.
     *
     * @param standard the default
     */
    public record Parameter(String name, String description, Type type, List<String> standard) {

        public Parameter {
            standard = List.copyOf(standard);
        }
    }

    /** A value that a parameter does not accept. */
    public static final class InvalidValue extends IllegalArgumentException {

        private final String parameter;
        private final String sentence;

        private InvalidValue(String parameter, String sentence) {
            super(parameter + " " + sentence);
            this.parameter = parameter;
            this.sentence = sentence;
        }

        public String parameter() {
            return parameter;
        }

        /** Returns the fault as a sentence that begins with the parameter's name, without that name. */
        public String sentence() {
            return sentence;
        }
    }

    /** The type of a parameter. */
    public enum Type {
        /** One text: {@code 'Europe/Berlin'}. */
        TEXT,
        /** Any number of texts: {@code ['owner', 'env']}. */
        TEXTS,
        /** The name of a time zone: {@code 'Europe/Berlin'}. An unknown zone would refuse every change. */
        ZONE,
        /** An hour of a day: a whole number from 0 to 24. */
        HOUR
    }

    /**
     * Fills in the parameters. Values are quoted, so that they cannot change the expression.
     *
     * @param values by the name of the parameter; a missing one gets its default
     * @throws InvalidValue for a value that the parameter does not accept, or an unknown parameter
     */
    public Guardrail with(Map<String, List<String>> values, Mode mode) {
        values.keySet().forEach(this::mustExist);
        var filled = expression;
        var filledMessage = message;
        for (var parameter : parameters) {
            var chosen = values.getOrDefault(parameter.name(), parameter.standard());
            var place = "${" + parameter.name() + "}";
            filled = filled.replace(place, literal(parameter, chosen));
            filledMessage = filledMessage.replace(place, String.join(", ", chosen));
        }
        return new Guardrail(name, filled, mode, filledMessage);
    }

    private void mustExist(String parameter) {
        if (parameters.stream().noneMatch(known -> known.name().equals(parameter))) {
            var known = parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
            throw new InvalidValue(
                    parameter, "is not a parameter of " + name + (known.isEmpty() ? "" : "; use " + known));
        }
    }

    private static String literal(Parameter parameter, List<String> values) {
        if (parameter.type() != Type.TEXTS && values.size() != 1) {
            throw new InvalidValue(parameter.name(), "takes one value");
        }
        return switch (parameter.type()) {
            case TEXT -> quoted(parameter, values.getFirst());
            case TEXTS ->
                values.stream().map(value -> quoted(parameter, value)).collect(Collectors.joining(", ", "[", "]"));
            case ZONE -> quoted(parameter, zone(parameter, values.getFirst()));
            case HOUR -> hour(parameter, values.getFirst());
        };
    }

    private static String zone(Parameter parameter, String value) {
        try {
            return ZoneId.of(value).getId();
        } catch (DateTimeException e) {
            throw new InvalidValue(parameter.name(), "must be a time zone such as Europe/Berlin");
        }
    }

    private static String hour(Parameter parameter, String value) {
        if (!value.matches("\\d{1,2}")) {
            throw new InvalidValue(parameter.name(), "must be a whole number");
        }
        var hour = Integer.parseInt(value);
        if (hour > 24) {
            throw new InvalidValue(parameter.name(), "must be an hour from 0 to 24");
        }
        return Integer.toString(hour);
    }

    private static String quoted(Parameter parameter, String value) {
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValue(parameter.name(), "must be one line");
        }
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("${", "$\\u007b") + "'";
    }
}
