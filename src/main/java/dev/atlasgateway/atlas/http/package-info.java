/** How does one HTTP exchange with Atlas go, and what does a failure mean? Connections, proxy, time and size limits. */
@NullMarked
package dev.atlasgateway.atlas.http;

import org.jspecify.annotations.NullMarked;
