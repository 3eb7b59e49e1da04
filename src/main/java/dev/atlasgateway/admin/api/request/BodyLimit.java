package dev.atlasgateway.admin.api.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limits the body that is read as this record. A record without this annotation has the default limits. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyLimit {

    int DEFAULT_BYTES = 256 * 1024;

    int bytes() default DEFAULT_BYTES;

    /**
     * Whether the body may contain a policy document beside these bytes: as a JSON text, where each quote and line break
     * takes two bytes.
     */
    boolean withDocument() default false;
}
