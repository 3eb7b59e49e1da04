/** Tests of the policy's objects and rules. */
@NullMarked
package dev.atlasgateway.policy;

import org.jspecify.annotations.NullMarked;
