/** Tests the quotas, against a real Redis. */
@NullMarked
package dev.atlasgateway.quota;

import org.jspecify.annotations.NullMarked;
