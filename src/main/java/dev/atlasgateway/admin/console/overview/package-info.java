/** How is the gateway doing now? The first page, with its charts, health and quotas. */
@NullMarked
package dev.atlasgateway.admin.console.overview;

import org.jspecify.annotations.NullMarked;
