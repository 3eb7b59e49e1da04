/** Tests which traces are kept, and which log levels can change. */
@NullMarked
package dev.atlasgateway.telemetry;

import org.jspecify.annotations.NullMarked;
