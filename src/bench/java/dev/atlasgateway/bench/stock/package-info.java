/** What does the gateway cost, compared with a gateway that does the same job with parts from the shelf? */
@NullMarked
package dev.atlasgateway.bench.stock;

import org.jspecify.annotations.NullMarked;
