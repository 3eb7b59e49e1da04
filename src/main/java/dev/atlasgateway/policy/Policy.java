package dev.atlasgateway.policy;

/** The policy in force. */
public interface Policy {

    /**
     * Returns the newest accepted revision; {@link PolicySnapshot#EMPTY}, which allows nothing, if none was loaded yet.
     */
    PolicySnapshot current();
}
