package dev.atlasgateway.gateway;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * As {@link OnSharedGateway}, for {@linkplain RunningGateway#ofConsole the gateway of the console's tests}.
 *
 * <p>Every class with a browser needs it, because Playwright serves one thread at a time.
 */
@Documented
@Target(TYPE)
@Retention(RUNTIME)
@Order(0)
@ResourceLock("the gateway of the console's tests")
public @interface OnConsoleGateway {}
