package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse.Cause;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Why there is no answer, in our own words.
 *
 * <p>What divides them is whether the request may have left. A pooled connection that turns out closed belongs to those
 * that may: nothing tells a server that closed before reading from one that died while working.
 */
enum Failure implements ExchangeResult {
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
    private final String word;

    Failure(Cause cause, String word) {
        this.cause = cause;
        this.word = word;
    }

    /** Reads an exception of the HTTP client in the light of how far the request had come. */
    static Failure of(Exception e, OutgoingRequest request) {
        return request.hasLeft() ? afterLeaving(e, request) : beforeLeaving(e, request);
    }

    private static Failure beforeLeaving(Exception e, OutgoingRequest request) {
        if (request.hasExpired()) {
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

    private static Failure afterLeaving(Exception e, OutgoingRequest request) {
        if (request.hasExpired()) {
            return TIMED_OUT;
        }
        if (request.isBeingAnswered()) {
            return ANSWER_TRUNCATED;
        }
        return e instanceof ClientProtocolException || !(e instanceof IOException) ? ANSWER_GARBLED : CONNECTION_LOST;
    }

    Cause cause() {
        return cause;
    }

    String word() {
        return word;
    }

    boolean mayHaveLeft() {
        return cause != Cause.NOT_SENT;
    }
}
