/** Does what the image holds start, answer, and start sooner by its cache? */
@NullMarked
package dev.atlasgateway.image;

import org.jspecify.annotations.NullMarked;
