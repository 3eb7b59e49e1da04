package dev.atlasgateway.exchange;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Path of a request below the prefix at which the gateway is served ({@code server.servlet.context-path}). */
public final class RequestPath {

    private RequestPath() {}

    /** Returns the path as it was sent, still encoded, without the prefix. */
    public static String of(HttpServletRequest request) {
        return within(request.getContextPath(), request.getRequestURI());
    }

    /** Returns a path without the prefix. Returns it unchanged if it does not begin with the prefix. */
    public static String within(String prefix, String path) {
        return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }

    /** Returns the prefix, for a link in the answer to the request of this thread. */
    public static String prefix() {
        var current = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return current.getRequest().getContextPath();
    }
}
