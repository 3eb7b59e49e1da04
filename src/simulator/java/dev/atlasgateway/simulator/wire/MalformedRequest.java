package dev.atlasgateway.simulator.wire;

import java.io.IOException;

/** The received bytes are not a request. The connection is closed after an error response. */
final class MalformedRequest extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    MalformedRequest(int status, String reason, String message) {
        super(message);
        this.status = status;
        this.reason = reason;
    }

    static MalformedRequest because(String message) {
        return new MalformedRequest(400, "Bad Request", message);
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
