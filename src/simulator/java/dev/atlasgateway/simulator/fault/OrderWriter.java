package dev.atlasgateway.simulator.fault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes faults in the format in which they are ordered over HTTP. */
public final class OrderWriter {

    private OrderWriter() {}

    /** Returns a fault as an order that could be sent again. */
    public static Map<String, Object> order(Fault fault) {
        var order = new LinkedHashMap<String, Object>();
        var match = new LinkedHashMap<String, Object>();
        if (fault.method() != null) {
            match.put("method", fault.method());
        }
        match.put("path", fault.path().pattern());
        order.put("match", match);
        order.put("times", fault.times() == Fault.ALWAYS ? "always" : fault.times());
        order.put("probability", fault.probability());
        order.putAll(effect(fault.effect()));
        return order;
    }

    /** Returns one line for the record of a request, such as {@code delay=200, reset=after}. */
    public static String describe(List<Effect> effects) {
        return effects.stream()
                .flatMap(effect -> effect(effect).entrySet().stream())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> effect(Effect effect) {
        var words = new LinkedHashMap<String, Object>();
        switch (effect) {
            case Effect.Delay delay -> words.put("delay", delay.pause().toMillis());
            case Effect.Reset reset -> words.put("reset", reset.applies() ? "after" : "before");
            case Effect.Status status -> {
                words.put("status", status.status());
                if (status.retryAfter() != null) {
                    words.put("retryAfter", status.retryAfter());
                }
                if (status.errorCode() != null) {
                    words.put("errorCode", status.errorCode());
                }
                words.put("body", OrderNode.word(status.body()));
                words.put("applied", status.applies());
            }
            case Effect.Garbage garbage -> {
                words.put("garbage", OrderNode.word(garbage.nonsense()));
                words.put("applied", garbage.applies());
            }
            case Effect.Truncation truncated -> {
                words.put("truncated", true);
                if (truncated.within() == Effect.Part.HEAD) {
                    words.put("within", OrderNode.word(truncated.within()));
                }
                words.put("applied", truncated.applies());
            }
            case Effect.SlowBody slow -> words.put("slowBody", slow.perByte().toMillis());
            case Effect.HangUp hangUp -> words.put("hangUp", true);
            case Effect.TokenRefusal refusal -> words.put("tokenRefusal", refusal.status());
        }
        return words;
    }
}
