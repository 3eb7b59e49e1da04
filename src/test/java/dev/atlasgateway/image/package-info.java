/** Does the image start, answer, and start faster with its cache? */
@NullMarked
package dev.atlasgateway.image;

import org.jspecify.annotations.NullMarked;
