package dev.atlasgateway.contract;

/** Reports text that is not strict JSON. Its message is a sentence for the client. */
public final class MalformedJsonException extends RuntimeException {

    MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
