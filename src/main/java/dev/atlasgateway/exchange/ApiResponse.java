package dev.atlasgateway.exchange;

import java.util.Map;

/**
 * Response to the caller, in the caller's API.
 *
 * @param headers headers besides those of every response
 * @param body compact JSON; {@link Presentation} wraps and indents it as the caller asked
 */
public record ApiResponse(int status, Map<String, String> headers, byte[] body) {}
