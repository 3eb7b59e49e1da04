package dev.atlasgateway.exchange;

import java.time.Instant;
import java.util.UUID;

/**
 * A request to Atlas whose audit record is durable: only this may be sent.
 *
 * @param id the audit record
 * @param deadline when the caller stops waiting, all attempts included
 */
public record Intent(UUID id, AtlasRequest request, Instant deadline) {}
