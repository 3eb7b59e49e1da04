package dev.atlasgateway.atlas.http;

import java.net.URI;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Request that records how far it got, because that decides what a failure means. */
final class OutgoingRequest extends HttpUriRequestBase {

    private volatile boolean sent;
    private volatile boolean answered;
    private volatile boolean expired;

    OutgoingRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
        super(method, uri);
        headers.forEach(this::setHeader);
        if (body.length > 0) {
            setEntity(new ByteArrayEntity(body, null));
        }
    }

    /** Records that a connection to Atlas is open and the first byte is about to be written. */
    void markSent() {
        sent = true;
    }

    /** Records that the head of the response has arrived. */
    void markAnswered() {
        answered = true;
    }

    /** Ends the exchange at any stage, by closing its connection. */
    void expire() {
        expired = true;
        cancel();
    }

    boolean isSent() {
        return sent;
    }

    boolean isAnswered() {
        return answered;
    }

    boolean isExpired() {
        return expired;
    }
}
