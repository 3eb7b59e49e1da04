/** What did admins do and look at? The journal of admin events: written before the deed, append-only. */
@NullMarked
package dev.atlasgateway.admin.events;

import org.jspecify.annotations.NullMarked;
