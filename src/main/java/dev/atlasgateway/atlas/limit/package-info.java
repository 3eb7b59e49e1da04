/** How much does the gateway ask of Atlas at most? Budgets of token requests and of retries. */
@NullMarked
package dev.atlasgateway.atlas.limit;

import org.jspecify.annotations.NullMarked;
