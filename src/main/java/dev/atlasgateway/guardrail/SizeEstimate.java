package dev.atlasgateway.guardrail;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import org.jspecify.annotations.Nullable;

/**
 * The most that a value of an expression can be.
 *
 * @param rounds of a loop over it: elements of a list, keys of a map
 * @param element the largest element or key; null for what has none
 * @param size characters, over all elements
 */
record SizeEstimate(double rounds, @Nullable SizeEstimate element, double size) {

    static final SizeEstimate SCALAR = text(1);

    private static final double LONGEST_TEXT = 255; // of a tag: nothing else that a caller sends is as long
    private static final double MOST_TAGS = 50;
    private static final double STRUCT = 2 * LONGEST_TEXT;

    static SizeEstimate text(double characters) {
        return new SizeEstimate(0, null, characters);
    }

    static SizeEstimate list(double rounds, SizeEstimate element) {
        return new SizeEstimate(rounds, element, rounds * Math.max(1, element.size()));
    }

    /** Of a fact, or of whatever else only its type is known. */
    static SizeEstimate of(CelType type) {
        return switch (type) {
            case ListType list -> list(MOST_TAGS, of(list.elemType()));
            case MapType map -> list(MOST_TAGS, of(map.keyType()));
            case OptionalType optional -> text(STRUCT);
            case SimpleType simple -> isText(simple) ? text(LONGEST_TEXT) : SCALAR;
            default -> text(STRUCT);
        };
    }

    private static boolean isText(SimpleType type) {
        return type.equals(SimpleType.STRING) || type.equals(SimpleType.BYTES);
    }

    SizeEstimate plus(SizeEstimate other) {
        return new SizeEstimate(rounds + other.rounds, larger(element, other.element), size + other.size);
    }

    SizeEstimate or(SizeEstimate other) {
        return new SizeEstimate(
                Math.max(rounds, other.rounds), larger(element, other.element), Math.max(size, other.size));
    }

    private static @Nullable SizeEstimate larger(@Nullable SizeEstimate one, @Nullable SizeEstimate other) {
        return one == null ? other : other == null ? one : one.or(other);
    }
}
