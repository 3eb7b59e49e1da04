/** How does a server speak HTTP/1.1 correctly, and break it on order? */
@NullMarked
package dev.atlasgateway.simulator.wire;

import org.jspecify.annotations.NullMarked;
