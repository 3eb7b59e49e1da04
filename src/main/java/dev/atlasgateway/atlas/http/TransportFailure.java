package dev.atlasgateway.atlas.http;

import dev.atlasgateway.exchange.AtlasResponse.Cause;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Reason why an exchange has no response.
 *
 * <p>The main distinction is whether Atlas may have received the request. A pooled connection that turns out to be
 * closed counts as "may have", because a server that closed it before reading looks like one that failed while working.
 */
public enum TransportFailure implements ExchangeResult {
    UNKNOWN_HOST(Cause.NOT_SENT, "unknown-host"),
    CONNECT_FAILED(Cause.NOT_SENT, "connect-failed"),
    CONNECT_TIMEOUT(Cause.NOT_SENT, "connect-timeout"),
    TLS_FAILED(Cause.NOT_SENT, "tls-failed"),
    PROXY_REFUSED(Cause.NOT_SENT, "proxy-refused"),
    NO_CONNECTION_FREE(Cause.NOT_SENT, "no-connection-free"),
    CONNECTION_LOST(Cause.AMBIGUOUS, "connection-lost"),
    ANSWER_GARBLED(Cause.AMBIGUOUS, "answer-garbled"),
    ANSWER_TRUNCATED(Cause.AMBIGUOUS, "answer-truncated"),
    ANSWER_TOO_LARGE(Cause.AMBIGUOUS, "answer-too-large"),
    TIMED_OUT(Cause.TIMED_OUT, "timed-out");

    private final Cause cause;
    private final String code;

    TransportFailure(Cause cause, String code) {
        this.cause = cause;
        this.code = code;
    }

    /** Returns the failure that an exception of the HTTP client means, given how far the request got. */
    static TransportFailure of(Exception e, OutgoingRequest request) {
        return request.isSent() ? afterSending(e, request) : beforeSending(e, request);
    }

    private static TransportFailure beforeSending(Exception e, OutgoingRequest request) {
        if (request.isExpired()) {
            return CONNECT_TIMEOUT;
        }
        return switch (e) {
            case UnknownHostException ignored -> UNKNOWN_HOST;
            case ConnectionRequestTimeoutException ignored -> NO_CONNECTION_FREE;
            case SocketTimeoutException ignored -> CONNECT_TIMEOUT;
            case SSLException ignored -> TLS_FAILED;
            default -> CONNECT_FAILED;
        };
    }

    private static TransportFailure afterSending(Exception e, OutgoingRequest request) {
        if (request.isExpired()) {
            return TIMED_OUT;
        }
        if (request.isAnswered()) {
            return ANSWER_TRUNCATED;
        }
        return e instanceof ClientProtocolException || !(e instanceof IOException) ? ANSWER_GARBLED : CONNECTION_LOST;
    }

    public Cause cause() {
        return cause;
    }

    /** Returns the code under which the audit records this failure. */
    public String code() {
        return code;
    }

    /** Returns whether Atlas may have received the request. */
    public boolean mayBeReceived() {
        return cause != Cause.NOT_SENT;
    }
}
