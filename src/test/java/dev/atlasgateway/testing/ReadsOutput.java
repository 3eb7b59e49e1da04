package dev.atlasgateway.testing;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Gives tests what the JVM prints or logs meanwhile. They run alone, so that no other test adds to it. */
@Documented
@Target(TYPE)
@Retention(RUNTIME)
@Isolated
@ExtendWith(OutputCaptureExtension.class)
public @interface ReadsOutput {}
