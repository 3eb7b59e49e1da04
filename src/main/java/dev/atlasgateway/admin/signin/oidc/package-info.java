/** Which admin is this user of the company's OpenID provider? */
@NullMarked
package dev.atlasgateway.admin.signin.oidc;

import org.jspecify.annotations.NullMarked;
