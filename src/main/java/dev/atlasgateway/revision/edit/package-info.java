/**
 * How does an admin change the policy? The one way for the API and the console: checked, without overwriting unseen
 * changes.
 */
@NullMarked
@NamedInterface("edit")
package dev.atlasgateway.revision.edit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
