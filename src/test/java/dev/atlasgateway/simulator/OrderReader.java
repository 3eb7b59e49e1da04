package dev.atlasgateway.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads orders sent to {@code POST /simulator/faults}; what cannot be understood is an IllegalArgumentException saying so. */
final class OrderReader {

    private static final Set<String> EFFECTS =
            Set.of("delay", "reset", "status", "garbage", "truncated", "slowBody", "tokenRefusal", "revokeTokens");
    private static final Set<String> AIM = Set.of("match", "times", "probability");

    /** What to do: faults to keep pending, and whether all tokens are to be revoked now. */
    record Orders(List<Fault> faults, boolean revokeTokens) {}

    private OrderReader() {}

    static Orders read(byte[] body) {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is not JSON", e);
        }
        var faults = new ArrayList<Fault>();
        var revoke = false;
        for (var order : root.isArray() ? root : List.of(root)) {
            if (kind(order).equals("revokeTokens")) {
                revoke = revokes(order);
            } else {
                faults.add(fault(order));
            }
        }
        return new Orders(faults, revoke);
    }

    private static boolean revokes(JsonNode order) {
        only(order, Set.of("revokeTokens"));
        if (!order.get("revokeTokens").isBoolean() || !order.get("revokeTokens").booleanValue()) {
            throw new IllegalArgumentException("revokeTokens takes the value true");
        }
        return true;
    }

    private static Fault fault(JsonNode order) {
        var fault = Fault.of(effect(order));
        var match = order.get("match");
        if (match != null) {
            if (!match.isObject()) {
                throw new IllegalArgumentException("match must be an object with method and path");
            }
            only(match, Set.of("method", "path"));
            var method = text(match, "method");
            var path = text(match, "path");
            fault = new Fault(
                    method == null ? null : method.toUpperCase(Locale.ROOT),
                    path == null ? fault.path() : pattern(path),
                    1,
                    1,
                    fault.effect());
        }
        if (order.has("times")) {
            fault = order.get("times").isString() && "always".equals(text(order, "times"))
                    ? fault.always()
                    : fault.times(number(order, "times"));
        }
        if (order.has("probability")) {
            if (!order.get("probability").isNumber()) {
                throw new IllegalArgumentException("probability must be a number above 0 and at most 1");
            }
            fault = fault.withProbability(order.get("probability").doubleValue());
        }
        return fault;
    }

    private static Effect effect(JsonNode order) {
        return switch (kind(order)) {
            case "delay" -> {
                only(order, AIM, "delay");
                yield new Effect.Delay(Duration.ofMillis(number(order, "delay")));
            }
            case "reset" -> {
                only(order, AIM, "reset");
                yield new Effect.Reset(
                        choice(order, "reset", Set.of("before", "after")).equals("after"));
            }
            case "status" -> status(order);
            case "garbage" -> {
                only(order, AIM, "garbage", "applied");
                var nonsense = choice(order, "garbage", Set.of("html", "text", "json", "bytes"));
                yield new Effect.Garbage(
                        Effect.Nonsense.valueOf(nonsense.toUpperCase(Locale.ROOT)), flag(order, "applied", false));
            }
            case "truncated" -> {
                only(order, AIM, "truncated", "applied");
                if (!flag(order, "truncated", true)) {
                    throw new IllegalArgumentException("truncated takes the value true");
                }
                yield new Effect.Truncated(flag(order, "applied", true));
            }
            case "slowBody" -> {
                only(order, AIM, "slowBody");
                yield new Effect.SlowBody(Duration.ofMillis(number(order, "slowBody")));
            }
            default -> {
                only(order, AIM, "tokenRefusal");
                yield new Effect.TokenRefusal(number(order, "tokenRefusal"));
            }
        };
    }

    private static Effect.Status status(JsonNode order) {
        only(order, AIM, "status", "retryAfter", "errorCode", "body", "applied");
        var body = order.has("body") ? choice(order, "body", Set.of("json", "html", "empty")) : "json";
        var after = order.get("retryAfter");
        return new Effect.Status(
                number(order, "status"),
                after == null ? null : after.isInt() ? Integer.toString(after.intValue()) : text(order, "retryAfter"),
                text(order, "errorCode"),
                Effect.Body.valueOf(body.toUpperCase(Locale.ROOT)),
                flag(order, "applied", false));
    }

    private static String kind(JsonNode order) {
        if (!order.isObject()) {
            throw new IllegalArgumentException("an order is a JSON object, or several of them in an array");
        }
        var kinds = order.propertyNames().stream().filter(EFFECTS::contains).toList();
        if (kinds.size() != 1) {
            throw new IllegalArgumentException("an order takes exactly one of " + sorted(EFFECTS));
        }
        return kinds.getFirst();
    }

    private static void only(JsonNode node, Set<String> known, String... more) {
        var all = new java.util.HashSet<>(known);
        all.addAll(List.of(more));
        for (var name : node.propertyNames()) {
            if (!all.contains(name)) {
                throw new IllegalArgumentException(name + " is not known here; known are " + sorted(all));
            }
        }
    }

    private static int number(JsonNode node, String name) {
        var value = node.get(name);
        if (!value.isInt()) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        return value.intValue();
    }

    private static @Nullable String text(JsonNode node, String name) {
        var value = node.get(name);
        if (value != null && !value.isString()) {
            throw new IllegalArgumentException(name + " must be a string");
        }
        return value == null ? null : value.stringValue();
    }

    private static boolean flag(JsonNode node, String name, boolean otherwise) {
        var value = node.get(name);
        if (value != null && !value.isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return value == null ? otherwise : value.booleanValue();
    }

    private static String choice(JsonNode node, String name, Set<String> choices) {
        var value = text(node, name);
        if (value == null || !choices.contains(value)) {
            throw new IllegalArgumentException(name + " must be one of " + sorted(choices));
        }
        return value;
    }

    private static Pattern pattern(String path) {
        try {
            return Pattern.compile(path);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("match.path is not a regular expression: " + e.getDescription(), e);
        }
    }

    private static String sorted(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
