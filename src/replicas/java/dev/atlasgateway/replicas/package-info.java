/** What do callers see, and what does the audit say, when one of several replicas or its store fails? */
@NullMarked
package dev.atlasgateway.replicas;

import org.jspecify.annotations.NullMarked;
