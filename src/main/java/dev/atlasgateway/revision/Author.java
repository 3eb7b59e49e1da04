package dev.atlasgateway.revision;

/**
 * Who changes the policy, and why.
 *
 * @param name the admin's, or the setting's that made the change
 * @param reason one line for whoever reads the history
 */
public record Author(String name, String reason) {}
