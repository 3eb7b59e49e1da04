package dev.atlasgateway.policy;

/**
 * A fault of an object.
 *
 * @param field the name in policy documents; empty for the object itself
 * @param sentence what is wrong and what would be right, to be read after the name of the field
 */
public record Fault(PolicyObject object, String field, String sentence) {

    @Override
    public String toString() {
        return object.kind() + " " + object.key() + (field.isEmpty() ? "" : " " + field) + ": " + sentence;
    }
}
