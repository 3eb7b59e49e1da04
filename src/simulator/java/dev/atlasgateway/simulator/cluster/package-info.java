/** Which instances exist, and how do Atlas's resources describe them? */
@NullMarked
package dev.atlasgateway.simulator.cluster;

import org.jspecify.annotations.NullMarked;
