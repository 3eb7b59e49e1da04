/** Real stores for tests: containers where Docker answers, shipped binaries where it does not. */
@NullMarked
package dev.atlasgateway.testing;

import org.jspecify.annotations.NullMarked;
