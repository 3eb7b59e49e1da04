package dev.atlasgateway.policy;

/**
 * One thing wrong with an object.
 *
 * @param field as the policy document calls it; empty for the object itself
 * @param sentence what is wrong and what would be right, to be read after the field's name
 */
public record Fault(PolicyObject object, String field, String sentence) {

    @Override
    public String toString() {
        return object.kind() + " " + object.key() + (field.isEmpty() ? "" : " " + field) + ": " + sentence;
    }
}
