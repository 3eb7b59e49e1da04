/** What programs see of the admin side: the REST API below {@code /admin/api/v1}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "exchange", "history", "signin"})
package dev.atlasgateway.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
