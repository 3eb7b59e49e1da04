/** Who the admin is: signs admins in, by session, OpenID Connect or token, and closes every page and endpoint to others. */
@NullMarked
@ApplicationModule(allowedDependencies = {"caller", "exchange", "history"})
package dev.atlasgateway.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
