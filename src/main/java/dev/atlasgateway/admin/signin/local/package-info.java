/** Is this the local admin? */
@NullMarked
package dev.atlasgateway.admin.signin.local;

import org.jspecify.annotations.NullMarked;
