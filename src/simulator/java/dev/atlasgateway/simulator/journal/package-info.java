/** What was received, and what became of it? */
@NullMarked
package dev.atlasgateway.simulator.journal;

import org.jspecify.annotations.NullMarked;
