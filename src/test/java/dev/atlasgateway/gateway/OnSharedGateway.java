package dev.atlasgateway.gateway;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives a test class {@linkplain RunningGateway#shared the gateway that tests share} for itself: others that use it wait.
 * Classes without it run at the same time as others. The first of these classes starts before all others, because together they
 * take longest.
 */
@Documented
@Target(TYPE)
@Retention(RUNTIME)
@Order(0)
@ResourceLock("the shared gateway")
public @interface OnSharedGateway {}
