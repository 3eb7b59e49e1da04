/**
 * Who is the admin, and what may this admin open?
 *
 * <p>The other packages of the admin side use {@code Admin}, its roles, and the annotations that open a handler method to a
 * role.
 */
@NullMarked
package dev.atlasgateway.admin.signin;

import org.jspecify.annotations.NullMarked;
