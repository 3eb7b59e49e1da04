/** Does this handler method admit this admin? */
@NullMarked
package dev.atlasgateway.admin.signin.role;

import org.jspecify.annotations.NullMarked;
