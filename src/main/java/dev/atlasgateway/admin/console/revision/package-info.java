/** How did the policy change? Pages about its revisions and about the policy as one document. */
@NullMarked
package dev.atlasgateway.admin.console.revision;

import org.jspecify.annotations.NullMarked;
