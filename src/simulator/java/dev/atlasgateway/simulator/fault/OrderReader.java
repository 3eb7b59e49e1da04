package dev.atlasgateway.simulator.fault;

import dev.atlasgateway.simulator.reply.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads orders sent over HTTP. Throws an {@link IllegalArgumentException} that says what is wrong with an order. */
public final class OrderReader {

    private static final Set<String> EFFECTS = new TreeSet<>(Set.of(
            "delay", "garbage", "hangUp", "reset", "revokeTokens", "slowBody", "status", "tokenRefusal", "truncated"));
    private static final Set<String> AIM = Set.of("match", "times", "probability");

    /** The faults to add, and whether to revoke all tokens now. */
    public record Orders(List<Fault> faults, boolean revokeTokens) {}

    private enum Timing {
        BEFORE,
        AFTER
    }

    private OrderReader() {}

    /** Reads one order, or an array of them. */
    public static Orders read(byte[] body) {
        var faults = new ArrayList<Fault>();
        var revoke = false;
        for (var json : orders(body)) {
            var order = new OrderNode(json);
            if (kind(order).equals("revokeTokens")) {
                order.requireOnly(Set.of("revokeTokens"));
                order.mustBeTrue("revokeTokens");
                revoke = true;
            } else {
                faults.add(fault(order));
            }
        }
        return new Orders(faults, revoke);
    }

    private static Iterable<JsonNode> orders(byte[] body) {
        try {
            var root = Json.MAPPER.readTree(body);
            return root.isArray() ? root : List.of(root);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is not JSON", e);
        }
    }

    private static Fault fault(OrderNode order) {
        var fault = Fault.of(effect(order));
        if (order.has("match")) {
            var match = order.object("match");
            match.requireOnly(Set.of("method", "path"));
            fault = new Fault(upper(match.text("method")), path(match, fault.path()), 1, 1, fault.effect());
        }
        if (order.has("times")) {
            fault = "always".equals(order.textOrNumber("times")) ? fault.always() : fault.times(order.number("times"));
        }
        return order.has("probability") ? fault.withProbability(order.fraction("probability")) : fault;
    }

    private static Effect effect(OrderNode order) {
        var kind = kind(order);
        return switch (kind) {
            case "status" -> status(order);
            case "garbage" -> {
                order.requireOnly(AIM, kind, "applied");
                yield new Effect.Garbage(order.choice(kind, Effect.Nonsense.HTML), order.flag("applied", false));
            }
            case "truncated" -> {
                order.requireOnly(AIM, kind, "applied", "within");
                order.mustBeTrue(kind);
                yield new Effect.Truncation(order.flag("applied", true), order.choice("within", Effect.Part.BODY));
            }
            default -> {
                order.requireOnly(AIM, kind);
                yield plain(kind, order);
            }
        };
    }

    private static Effect plain(String kind, OrderNode order) {
        return switch (kind) {
            case "delay" -> new Effect.Delay(Duration.ofMillis(order.number(kind)));
            case "slowBody" -> new Effect.SlowBody(Duration.ofMillis(order.number(kind)));
            case "reset" -> new Effect.Reset(order.choice(kind, Timing.BEFORE) == Timing.AFTER);
            case "hangUp" -> {
                order.mustBeTrue(kind);
                yield new Effect.HangUp();
            }
            default -> new Effect.TokenRefusal(order.number(kind));
        };
    }

    private static Effect.Status status(OrderNode order) {
        order.requireOnly(AIM, "status", "retryAfter", "errorCode", "body", "applied");
        return new Effect.Status(
                order.number("status"),
                order.textOrNumber("retryAfter"),
                order.text("errorCode"),
                order.choice("body", Effect.Body.JSON),
                order.flag("applied", false));
    }

    private static String kind(OrderNode order) {
        var kinds = order.among(EFFECTS);
        if (kinds.size() != 1) {
            throw new IllegalArgumentException("an order takes exactly one of " + String.join(", ", EFFECTS));
        }
        return kinds.getFirst();
    }

    private static @Nullable String upper(@Nullable String method) {
        return method == null ? null : method.toUpperCase(Locale.ROOT);
    }

    private static Pattern path(OrderNode match, Pattern otherwise) {
        var path = match.text("path");
        try {
            return path == null ? otherwise : Pattern.compile(path);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("path is not a regular expression: " + e.getDescription(), e);
        }
    }
}
