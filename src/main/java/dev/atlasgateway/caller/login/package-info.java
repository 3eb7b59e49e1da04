/** May this client have a token? */
@NullMarked
package dev.atlasgateway.caller.login;

import org.jspecify.annotations.NullMarked;
