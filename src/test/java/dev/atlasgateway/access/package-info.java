/** Tests of who may do what. */
@NullMarked
package dev.atlasgateway.access;

import org.jspecify.annotations.NullMarked;
