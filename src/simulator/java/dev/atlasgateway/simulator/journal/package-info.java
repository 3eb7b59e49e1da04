/** Which requests arrived, and what was the outcome of each? */
@NullMarked
package dev.atlasgateway.simulator.journal;

import org.jspecify.annotations.NullMarked;
