package dev.atlasgateway.testing;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test the {@link LogOfTest}: what it and the threads that it starts log. Other classes may run at the same time.
 *
 * <p>{@link ReadsOutput} is for tests that start an application, which sets up the logging of the JVM.
 */
@Documented
@Target(TYPE)
@Retention(RUNTIME)
@ExtendWith(LogOfTest.Extension.class)
public @interface ReadsLog {}
