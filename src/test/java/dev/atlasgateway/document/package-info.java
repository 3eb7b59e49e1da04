/** Tests of the policy as a document. */
@NullMarked
package dev.atlasgateway.document;

import org.jspecify.annotations.NullMarked;
