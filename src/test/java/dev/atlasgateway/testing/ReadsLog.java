package dev.atlasgateway.testing;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gives tests with a parameter {@link OwnLog} what they log themselves. Other tests may run at the same time. */
@Documented
@Target(TYPE)
@Retention(RUNTIME)
@ExtendWith(OwnLog.Extension.class)
public @interface ReadsLog {}
