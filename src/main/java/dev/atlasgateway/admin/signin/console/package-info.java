/** How does an admin sign in to the console, and out again? */
@NullMarked
package dev.atlasgateway.admin.signin.console;

import org.jspecify.annotations.NullMarked;
