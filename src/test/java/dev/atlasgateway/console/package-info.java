@NullMarked
package dev.atlasgateway.console;

import org.jspecify.annotations.NullMarked;
