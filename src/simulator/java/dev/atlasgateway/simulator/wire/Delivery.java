package dev.atlasgateway.simulator.wire;

import java.time.Duration;

/** What happens on the connection once a request has been dealt with. */
public sealed interface Delivery {

    /** The response as it should be; the connection stays open if the client wants it. */
    record Whole(WireResponse response) implements Delivery {}

    /** The head at once, then the body one byte at a time with a pause before each. */
    record Dripped(WireResponse response, Duration pause) implements Delivery {}

    /** The head with the full {@code Content-Length}, half of the body, then an orderly close. */
    record Truncated(WireResponse response) implements Delivery {}

    /** The whole response as if the connection stayed, then its end: a client that keeps it holds a dead one. */
    record HungUp(WireResponse response) implements Delivery {}

    /** Bytes that need not be HTTP, then an orderly close. */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Raw(byte[] bytes) implements Delivery {}

    /** No byte at all: the connection is torn down with a TCP reset. */
    record Reset() implements Delivery {}
}
