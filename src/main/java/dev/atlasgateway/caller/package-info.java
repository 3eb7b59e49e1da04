/**
 * Who is calling?
 *
 * <p>{@code token} verifies the tokens of calls. {@code login} issues and revokes the gateway's own tokens. This package has
 * what both share.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"exchange", "policy", "policy :: apikey", "problem", "setting", "store"})
package dev.atlasgateway.caller;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
