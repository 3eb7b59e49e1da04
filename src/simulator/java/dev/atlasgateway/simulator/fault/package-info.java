/** What is to go wrong, for which requests, and how often? */
@NullMarked
package dev.atlasgateway.simulator.fault;

import org.jspecify.annotations.NullMarked;
