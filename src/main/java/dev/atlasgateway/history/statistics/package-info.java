/** How many calls were there, and how fast were they? Counts of calls, which show no single call. */
@NullMarked
@NamedInterface("statistics")
package dev.atlasgateway.history.statistics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
