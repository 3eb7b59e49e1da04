/** Which instances are there, and what do Atlas's resources say about them? */
@NullMarked
package dev.atlasgateway.simulator.cluster;

import org.jspecify.annotations.NullMarked;
