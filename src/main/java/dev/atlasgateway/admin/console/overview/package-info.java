/** How is the gateway doing right now? The first page, and the figures on it. */
@NullMarked
package dev.atlasgateway.admin.console.overview;

import org.jspecify.annotations.NullMarked;
