package dev.atlasgateway.exchange;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;

/** The part of a request's body that is not read, because the answer does not depend on it. */
public final class UnreadBody {

    private UnreadBody() {}

    /**
     * Announces that the connection closes if the body was not read to its end. Jetty closes such a connection after the
     * answer, and a client that does not know it would lose its next call.
     */
    public static void announceClose(HttpServletRequest request, HttpServletResponse response) {
        if (!ServletContextRequest.getServletContextRequest(request).consumeAvailable()) {
            response.setHeader("Connection", "close");
        }
    }
}
