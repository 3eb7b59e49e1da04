/** What are pages made of? Navigation, lists, links and wording that all pages share. */
@NullMarked
package dev.atlasgateway.admin.console.layout;

import org.jspecify.annotations.NullMarked;
