/** How is the private key of an API key stored? Only encrypted, because HTTP Digest needs more than a digest of it. */
@NullMarked
@NamedInterface("apikey")
package dev.atlasgateway.policy.apikey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
