@NullMarked
package dev.atlasgateway.atlas.token;

import org.jspecify.annotations.NullMarked;
