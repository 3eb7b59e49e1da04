/** Tests of access. */
@NullMarked
package dev.atlasgateway.access;

import org.jspecify.annotations.NullMarked;
