/** Tests the way out against a simulated Atlas, over real connections. */
@NullMarked
package dev.atlasgateway.atlas;

import org.jspecify.annotations.NullMarked;
