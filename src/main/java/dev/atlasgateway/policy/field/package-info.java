/**
 * How is a field of a policy object read, written, checked and shown? One answer for documents, the API, forms and the
 * schema.
 */
@NullMarked
@NamedInterface("field")
package dev.atlasgateway.policy.field;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
