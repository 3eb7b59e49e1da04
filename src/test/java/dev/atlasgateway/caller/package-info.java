/** Tokens of all kinds, good and bad, against the real filter chains. */
@NullMarked
package dev.atlasgateway.caller;

import org.jspecify.annotations.NullMarked;
