/** Which real stores do tests use? Containers if Docker answers, and embedded binaries otherwise. */
@NullMarked
package dev.atlasgateway.testing;

import org.jspecify.annotations.NullMarked;
