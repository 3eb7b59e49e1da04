package dev.atlasgateway.caller;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names a claim. {@code a.b} is the claim {@code b} within the claim {@code a}, unless a claim itself has the name
 * {@code a.b}.
 */
public record ClaimPath(String name) {

    /** Returns the texts of the claim, which is a text or a list. Returns none if the claim is absent. */
    public Stream<String> texts(Map<String, ?> claims) {
        var value = value(claims, name);
        var several = value instanceof Collection<?> collection ? collection.stream() : Stream.ofNullable(value);
        return several.filter(String.class::isInstance).map(String.class::cast);
    }

    /** Prefers the longest name, because names such as {@code https://example.com/groups} contain dots. */
    private static @Nullable Object value(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            if (claims.get(name.substring(0, dot)) instanceof Map<?, ?> within) {
                var value = value(within, name.substring(dot + 1));
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }
}
