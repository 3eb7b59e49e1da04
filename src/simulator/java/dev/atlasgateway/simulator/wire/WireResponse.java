package dev.atlasgateway.simulator.wire;

import java.util.List;

/**
 * One HTTP response; {@code Content-Length} and {@code Connection} are added on the way out.
 *
 * @param reason the phrase of the status line
 */
@SuppressWarnings("ArrayRecordComponent") // a message is passed on, never compared
public record WireResponse(int status, String reason, List<Header> headers, byte[] body) {}
