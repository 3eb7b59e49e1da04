package dev.atlasgateway.guardrail;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import org.jspecify.annotations.Nullable;

/**
 * The maximum size of a value of an expression.
 *
 * @param rounds of a loop over it: elements of a list, keys of a map
 * @param element the largest element or key; null if the value has none
 * @param characters the sum over all elements
 */
record SizeEstimate(double rounds, @Nullable SizeEstimate element, double characters) {

    static final SizeEstimate SCALAR = text(1);

    private static final double MAX_TEXT = 255; // of a tag, the longest text in a change
    private static final double MAX_TAGS = 50;
    private static final double STRUCT = 2 * MAX_TEXT;

    static SizeEstimate text(double characters) {
        return new SizeEstimate(0, null, characters);
    }

    static SizeEstimate list(double rounds, SizeEstimate element) {
        return new SizeEstimate(rounds, element, rounds * Math.max(1, element.characters()));
    }

    /** Returns the maximum size of a variable, or of any value of which only the type is known. */
    static SizeEstimate of(CelType type) {
        return switch (type) {
            case ListType list -> list(MAX_TAGS, of(list.elemType()));
            case MapType map -> list(MAX_TAGS, of(map.keyType()));
            case OptionalType optional -> text(STRUCT);
            case SimpleType simple -> isText(simple) ? text(MAX_TEXT) : SCALAR;
            default -> text(STRUCT);
        };
    }

    private static boolean isText(SimpleType type) {
        return type.equals(SimpleType.STRING) || type.equals(SimpleType.BYTES);
    }

    SizeEstimate plus(SizeEstimate other) {
        return new SizeEstimate(rounds + other.rounds, larger(element, other.element), characters + other.characters);
    }

    SizeEstimate or(SizeEstimate other) {
        return new SizeEstimate(
                Math.max(rounds, other.rounds), larger(element, other.element), Math.max(characters, other.characters));
    }

    private static @Nullable SizeEstimate larger(@Nullable SizeEstimate one, @Nullable SizeEstimate other) {
        return one == null ? other : other == null ? one : one.or(other);
    }
}
