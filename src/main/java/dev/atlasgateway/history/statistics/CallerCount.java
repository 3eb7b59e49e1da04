package dev.atlasgateway.history.statistics;

/**
 * Number of calls of a team to one API of Atlas with one kind of login.
 *
 * @param team empty if the caller was unknown
 * @param api as in the audit, such as {@code v1.0} or {@code v2-flex}
 * @param login as in the audit, such as {@code service-account}; empty if an earlier release recorded the calls
 */
public record CallerCount(String team, String api, String login, long calls) {}
