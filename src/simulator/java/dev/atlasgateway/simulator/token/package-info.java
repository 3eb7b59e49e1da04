/** Who may call, and how sparingly are tokens given out? */
@NullMarked
package dev.atlasgateway.simulator.token;

import org.jspecify.annotations.NullMarked;
