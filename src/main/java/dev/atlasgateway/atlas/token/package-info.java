/** Which token signs a call? The client secrets of a service account, the token endpoint, and the token cache. */
@NullMarked
package dev.atlasgateway.atlas.token;

import org.jspecify.annotations.NullMarked;
