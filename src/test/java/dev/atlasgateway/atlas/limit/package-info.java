@NullMarked
package dev.atlasgateway.atlas.limit;

import org.jspecify.annotations.NullMarked;
