/** How do rows get into the store and stay there? The queue and its writer, partitions, retry leases, and maintenance. */
@NullMarked
package dev.atlasgateway.audit.store;

import org.jspecify.annotations.NullMarked;
