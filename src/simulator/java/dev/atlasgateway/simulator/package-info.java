/**
 * How does Atlas behave, in normal operation and when it fails?
 *
 * <p>A stand-in for the MongoDB Atlas Administration API as far as this project calls it: tokens, versioned media types,
 * flex clusters, serverless instances, rate limits; it keeps what it received and fails when told to. Where no source
 * says what Atlas does, the type that had to decide says what it decided.
 */
@NullMarked
package dev.atlasgateway.simulator;

import org.jspecify.annotations.NullMarked;
