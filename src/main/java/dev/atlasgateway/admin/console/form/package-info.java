/** How does a submitted form become a change of the policy? */
@NullMarked
package dev.atlasgateway.admin.console.form;

import org.jspecify.annotations.NullMarked;
