package dev.atlasgateway.atlas;

import java.net.URI;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** A request on its way, which knows how far it came: that decides what a failure means. */
final class OutgoingRequest extends HttpUriRequestBase {

    private volatile boolean left;
    private volatile boolean answering;
    private volatile boolean expired;

    OutgoingRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
        super(method, uri);
        headers.forEach(this::setHeader);
        if (body.length > 0) {
            setEntity(new ByteArrayEntity(body, null));
        }
    }

    /** A connection to Atlas stands and the first byte is about to be written. */
    void leaves() {
        left = true;
    }

    void isAnswered() {
        answering = true;
    }

    /** Ends the exchange wherever it is, by closing its connection. */
    void expire() {
        expired = true;
        cancel();
    }

    boolean hasLeft() {
        return left;
    }

    boolean isBeingAnswered() {
        return answering;
    }

    boolean hasExpired() {
        return expired;
    }
}
