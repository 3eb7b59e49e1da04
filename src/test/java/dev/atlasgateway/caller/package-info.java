/** Tests of authentication with the real filter chains. */
@NullMarked
package dev.atlasgateway.caller;

import org.jspecify.annotations.NullMarked;
