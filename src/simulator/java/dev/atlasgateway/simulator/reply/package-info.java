/** How does Atlas word replies and errors? */
@NullMarked
package dev.atlasgateway.simulator.reply;

import org.jspecify.annotations.NullMarked;
