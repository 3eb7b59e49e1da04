/** Which caller does this token prove? */
@NullMarked
package dev.atlasgateway.caller.token;

import org.jspecify.annotations.NullMarked;
