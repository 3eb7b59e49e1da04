/** Tests of the policy's history, with a real PostgreSQL. */
@NullMarked
package dev.atlasgateway.revision;

import org.jspecify.annotations.NullMarked;
