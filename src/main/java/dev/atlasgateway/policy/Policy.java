package dev.atlasgateway.policy;

/** The policy in force. */
public interface Policy {

    /** The newest good revision, immutable; the empty one, which allows nothing, where none was ever loaded. */
    PolicySnapshot current();
}
