/** How does a submitted form become a change of the policy? Reading forms, their errors, and conflicts with other admins. */
@NullMarked
package dev.atlasgateway.admin.console.form;

import org.jspecify.annotations.NullMarked;
