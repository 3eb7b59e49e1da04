/** What the gateway costs: its yardstick, its store, and the decisions that must not grow with the policy. */
@NullMarked
package dev.atlasgateway.bench;

import org.jspecify.annotations.NullMarked;
