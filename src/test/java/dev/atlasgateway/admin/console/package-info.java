@NullMarked
package dev.atlasgateway.admin.console;

import org.jspecify.annotations.NullMarked;
