/** Who is the admin? Signs admins in by session, OpenID Connect or token, and closes each page and endpoint to all others. */
@NullMarked
package dev.atlasgateway.admin.signin;

import org.jspecify.annotations.NullMarked;
