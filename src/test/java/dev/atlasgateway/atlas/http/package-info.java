@NullMarked
package dev.atlasgateway.atlas.http;

import org.jspecify.annotations.NullMarked;
