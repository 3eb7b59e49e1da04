/** Atlas Gateway: one internal URL through which teams update MongoDB Atlas serverless instances. */
@NullMarked
package dev.atlasgateway;

import org.jspecify.annotations.NullMarked;
