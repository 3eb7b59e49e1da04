/** Tests of the policy's history, against a real PostgreSQL. */
@NullMarked
package dev.atlasgateway.revision;

import org.jspecify.annotations.NullMarked;
