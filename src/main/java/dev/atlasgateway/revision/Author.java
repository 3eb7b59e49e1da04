package dev.atlasgateway.revision;

/**
 * The author of a revision.
 *
 * @param name the name of the admin, or of the setting that made the change
 * @param reason one line for readers of the history
 */
public record Author(String name, String reason) {}
