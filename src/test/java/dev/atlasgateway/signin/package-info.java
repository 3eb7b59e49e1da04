@NullMarked
package dev.atlasgateway.signin;

import org.jspecify.annotations.NullMarked;
