/** What happened? Pages about recorded calls and admin events. */
@NullMarked
package dev.atlasgateway.admin.console.audit;

import org.jspecify.annotations.NullMarked;
