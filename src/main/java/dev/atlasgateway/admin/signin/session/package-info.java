/** Which session does this request belong to? */
@NullMarked
package dev.atlasgateway.admin.signin.session;

import org.jspecify.annotations.NullMarked;
