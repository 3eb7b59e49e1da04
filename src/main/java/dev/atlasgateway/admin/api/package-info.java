/** How do programs manage the policy? The admin REST API under {@code /admin/api/v1}. */
@NullMarked
package dev.atlasgateway.admin.api;

import org.jspecify.annotations.NullMarked;
