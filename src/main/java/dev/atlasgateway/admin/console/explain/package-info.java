/** Why is a call decided as it is? Explanations, backtests, and who may do what. */
@NullMarked
package dev.atlasgateway.admin.console.explain;

import org.jspecify.annotations.NullMarked;
