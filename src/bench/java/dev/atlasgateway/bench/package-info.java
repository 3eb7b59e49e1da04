/** What does the gateway cost, compared with a bare route and as the policy grows? */
@NullMarked
package dev.atlasgateway.bench;

import org.jspecify.annotations.NullMarked;
