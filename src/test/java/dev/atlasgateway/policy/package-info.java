/** Tests of the policy, against a real PostgreSQL where the store is part of the question. */
@NullMarked
package dev.atlasgateway.policy;

import org.jspecify.annotations.NullMarked;
