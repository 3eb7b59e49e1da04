/** Does a release upgrade from the one before, and go back? */
@NullMarked
package dev.atlasgateway.store;

import org.jspecify.annotations.NullMarked;
