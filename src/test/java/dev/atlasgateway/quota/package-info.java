@NullMarked
package dev.atlasgateway.quota;

import org.jspecify.annotations.NullMarked;
