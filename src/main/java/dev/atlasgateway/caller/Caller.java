package dev.atlasgateway.caller;

/**
 * Who is calling, proven by a verified token; authentication ends by producing one.
 *
 * @param team the team that the token speaks for
 * @param client the gateway client's id, or the subject of a company token
 * @param issuer who vouches for the token
 */
public record Caller(String team, String client, String issuer) {}
