/** What happened? The pages on recorded calls and on what admins did. */
@NullMarked
package dev.atlasgateway.admin.console.audit;

import org.jspecify.annotations.NullMarked;
