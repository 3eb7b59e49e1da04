package dev.atlasgateway.simulator.wire;

/** Handles one request. Called on a virtual thread of its connection, so it may block. */
@FunctionalInterface
public interface RequestHandler {

    Delivery answer(WireRequest request) throws InterruptedException;
}
