/** Which requests fail, how, and how often? */
@NullMarked
package dev.atlasgateway.simulator.fault;

import org.jspecify.annotations.NullMarked;
