@NullMarked
package dev.atlasgateway.policy.field;

import org.jspecify.annotations.NullMarked;
