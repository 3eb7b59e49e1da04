/** Which service accounts may call, and how many tokens do they get? */
@NullMarked
package dev.atlasgateway.simulator.token;

import org.jspecify.annotations.NullMarked;
