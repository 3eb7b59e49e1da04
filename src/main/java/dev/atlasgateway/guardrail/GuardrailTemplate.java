package dev.atlasgateway.guardrail;

import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A guardrail to start from.
 *
 * @param description what it is for, for admins
 * @param expression CEL in which {@code ${name}} stands for a parameter
 * @param message what a refused caller reads; may name parameters too
 */
public record GuardrailTemplate(
        String name, String description, String expression, String message, List<Parameter> parameters) {

    public GuardrailTemplate {
        parameters = List.copyOf(parameters);
    }

    /**
     * What differs from company to company.
     *
     * @param standard its value where none is given
     */
    public record Parameter(String name, String description, Type type, List<String> standard) {

        public Parameter {
            standard = List.copyOf(standard);
        }
    }

    /** Values that a parameter cannot take. */
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

        /** To be read after the parameter's name. */
        public String sentence() {
            return sentence;
        }
    }

    /** How a parameter's values become CEL. */
    public enum Type {
        /** One text: {@code 'Europe/Berlin'}. */
        TEXT,
        /** Any number of texts: {@code ['owner', 'env']}. */
        TEXTS,
        /** One time zone by its name: {@code 'Europe/Berlin'}. An unknown one would refuse every change. */
        ZONE,
        /** One hour of a day, its end included: a whole number from 0 to 24. */
        HOUR
    }

    /**
     * The guardrail with these values in it, which can only ever be values: a quote in one is a quote in the text.
     *
     * @param values by the parameter's name; standard ones where none are given
     * @throws InvalidValue for values that the parameter cannot take, or a parameter that there is not
     */
    public Guardrail with(Map<String, List<String>> values, Mode mode) {
        values.keySet().forEach(this::mustExist);
        var filled = expression;
        var told = message;
        for (var parameter : parameters) {
            var chosen = values.getOrDefault(parameter.name(), parameter.standard());
            var place = "${" + parameter.name() + "}";
            filled = filled.replace(place, literal(parameter, chosen));
            told = told.replace(place, String.join(", ", chosen));
        }
        return new Guardrail(name, filled, mode, told);
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
