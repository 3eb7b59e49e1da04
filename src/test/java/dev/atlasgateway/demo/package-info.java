/**
 * What does a newcomer try first? {@code ./mvnw spring-boot:test-run} starts the gateway with all that it needs.
 *
 * <p>The demo lies among the tests because it shares their PostgreSQL, their sign-in and the simulated Atlas, and because
 * {@code spring-boot:test-run} looks here. Nothing of it is in the jar.
 */
@NullMarked
package dev.atlasgateway.demo;

import org.jspecify.annotations.NullMarked;
