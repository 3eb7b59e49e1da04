/** How does the API read requests within bounds, and refuse them as RFC 9457 problems? */
@NullMarked
package dev.atlasgateway.admin.api.request;

import org.jspecify.annotations.NullMarked;
