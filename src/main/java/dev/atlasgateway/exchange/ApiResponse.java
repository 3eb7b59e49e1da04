package dev.atlasgateway.exchange;

import java.util.Map;

/**
 * The answer to the caller, in the caller's contract.
 *
 * @param headers what this answer adds to the headers that every answer carries
 * @param body compact JSON; {@link Presentation} wraps and indents it as the caller asked
 */
public record ApiResponse(int status, Map<String, String> headers, byte[] body) {}
