/** Which admin sent this request to the admin API? */
@NullMarked
package dev.atlasgateway.admin.signin.api;

import org.jspecify.annotations.NullMarked;
