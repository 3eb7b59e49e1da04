package dev.atlasgateway.simulator.fault;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON object that is read with checks. Each error message names the property. */
record OrderNode(JsonNode json) {

    OrderNode {
        if (!json.isObject()) {
            throw new IllegalArgumentException("an order, and match within it, must be a JSON object");
        }
    }

    boolean has(String name) {
        return json.has(name);
    }

    OrderNode object(String name) {
        return new OrderNode(json.get(name));
    }

    List<String> among(Collection<String> names) {
        return json.propertyNames().stream().filter(names::contains).toList();
    }

    void requireOnly(Collection<String> always, String... more) {
        var known = new TreeSet<>(always);
        known.addAll(List.of(more));
        for (var name : json.propertyNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(name + " is not known here; known are " + String.join(", ", known));
            }
        }
    }

    int number(String name) {
        var value = json.path(name);
        if (!value.isInt()) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        return value.intValue();
    }

    double fraction(String name) {
        var value = json.path(name);
        if (!value.isNumber()) {
            throw new IllegalArgumentException(name + " must be a number");
        }
        return value.doubleValue();
    }

    @Nullable
    String text(String name) {
        var value = json.get(name);
        if (value != null && !value.isString()) {
            throw new IllegalArgumentException(name + " must be a string");
        }
        return value == null ? null : value.stringValue();
    }

    /** Returns a string; a whole number counts as one. */
    @Nullable
    String textOrNumber(String name) {
        return has(name) && json.get(name).isInt() ? Integer.toString(number(name)) : text(name);
    }

    boolean flag(String name, boolean otherwise) {
        var value = json.get(name);
        if (value != null && !value.isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return value == null ? otherwise : value.booleanValue();
    }

    void mustBeTrue(String name) {
        if (!flag(name, false)) {
            throw new IllegalArgumentException(name + " takes the value true; leave it out otherwise");
        }
    }

    /** Returns the constant with this name in lower case, or the default if the property is absent. */
    <E extends Enum<E>> E choice(String name, E otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        var text = text(name);
        var constants = otherwise.getDeclaringClass().getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " must be one of "
                        + Arrays.stream(constants).map(OrderNode::word).collect(Collectors.joining(", "))));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
