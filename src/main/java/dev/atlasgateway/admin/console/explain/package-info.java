/** Why is a call decided in this way? Explanations, backtests, and what grants allow. */
@NullMarked
package dev.atlasgateway.admin.console.explain;

import org.jspecify.annotations.NullMarked;
