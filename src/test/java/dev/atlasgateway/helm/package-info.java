/** Does the chart render objects that Kubernetes accepts, for every scenario? */
@NullMarked
package dev.atlasgateway.helm;

import org.jspecify.annotations.NullMarked;
