package dev.atlasgateway.document;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Rejects a request with a document, because too many others are in memory. Its document was not read. */
public final class TooManyDocumentsException extends ErrorResponseException {

    TooManyDocumentsException() {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "This replica is reading other documents, one at a time; nothing was changed. Try again."),
                null);
        getHeaders().set(HttpHeaders.RETRY_AFTER, "10");
    }
}
