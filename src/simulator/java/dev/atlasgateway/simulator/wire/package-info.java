/** How does a server speak HTTP/1.1 correctly, and break off wherever it is told to? */
@NullMarked
package dev.atlasgateway.simulator.wire;

import org.jspecify.annotations.NullMarked;
