/** What do all pages share? Navigation, lists, links, access checks and wording. */
@NullMarked
package dev.atlasgateway.admin.console.layout;

import org.jspecify.annotations.NullMarked;
