/** How did the policy change? Its revisions, and the policy as one document. */
@NullMarked
package dev.atlasgateway.admin.console.revision;

import org.jspecify.annotations.NullMarked;
