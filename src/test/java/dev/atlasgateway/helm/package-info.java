/** Does the chart render, for every scenario, objects that Kubernetes takes? */
@NullMarked
package dev.atlasgateway.helm;

import org.jspecify.annotations.NullMarked;
