package dev.atlasgateway.caller;

/**
 * Authenticated caller, named by a verified token.
 *
 * @param team the team that the caller acts for
 * @param client the id of the gateway client, or the subject of a company token
 * @param issuer the issuer of the token
 * @param login how the caller logged in
 */
public record Caller(String team, String client, String issuer, LoginKind login) {}
