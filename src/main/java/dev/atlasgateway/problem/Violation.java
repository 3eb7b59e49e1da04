package dev.atlasgateway.problem;

/**
 * Violation in a body, an entry of {@code badRequestDetail.fields[]}.
 *
 * @param field the path of the field, such as {@code tags[2].value}
 */
public record Violation(String field, String description) {}
