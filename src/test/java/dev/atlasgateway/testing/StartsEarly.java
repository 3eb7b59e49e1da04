package dev.atlasgateway.testing;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;

/** Starts a long test class before the others, so that the whole run does not wait for it in the end. */
@Documented
@Target(TYPE)
@Retention(RUNTIME)
@Order(1)
public @interface StartsEarly {}
