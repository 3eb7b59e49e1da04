package dev.atlasgateway.simulator.wire;

import java.time.Duration;

/** How a response is sent on the connection. */
public sealed interface Delivery {

    /** The response as it should be; the connection stays open if the client wants it. */
    record Complete(WireResponse response) implements Delivery {}

    /** The head at once, then the body one byte at a time with a pause before each. */
    record Slow(WireResponse response, Duration pause) implements Delivery {}

    /** Half of the head, or the head with the full {@code Content-Length} and half of the body; then an orderly close. */
    record Partial(WireResponse response, boolean withinHead) implements Delivery {}

    /**
     * The whole response as if the connection stayed open, then its end: a client that keeps it has a dead connection.
     */
    record DeadConnection(WireResponse response) implements Delivery {}

    /** Bytes that need not be HTTP, then an orderly close. */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record RawBytes(byte[] bytes) implements Delivery {}

    /** No byte at all: a TCP reset ends the connection. */
    record ConnectionReset() implements Delivery {}
}
