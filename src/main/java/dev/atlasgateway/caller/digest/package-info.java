/** Which API key sent this call? HTTP Digest (RFC 7616), as Atlas's clients speak it. */
@NullMarked
package dev.atlasgateway.caller.digest;

import org.jspecify.annotations.NullMarked;
