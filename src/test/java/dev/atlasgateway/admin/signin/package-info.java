@NullMarked
package dev.atlasgateway.admin.signin;

import org.jspecify.annotations.NullMarked;
