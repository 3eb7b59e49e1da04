/** What do callers see, and what does the audit say, when one of several replicas or a store of theirs fails? */
@NullMarked
package dev.atlasgateway.replicas;

import org.jspecify.annotations.NullMarked;
