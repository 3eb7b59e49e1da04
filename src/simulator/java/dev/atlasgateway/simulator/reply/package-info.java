/** How does Atlas word what it answers and what it refuses? */
@NullMarked
package dev.atlasgateway.simulator.reply;

import org.jspecify.annotations.NullMarked;
