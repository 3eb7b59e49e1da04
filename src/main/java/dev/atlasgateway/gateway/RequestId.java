package dev.atlasgateway.gateway;

import dev.atlasgateway.exchange.SentRequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The id of a call in its answer, the audit, the log and the trace. */
final class RequestId {

    static final String HEADER = SentRequestId.HEADER;

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** Returns the caller's id if it is valid, otherwise a new one. Returns the same id each time for a request. */
    static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String existing) {
            return existing;
        }
        var id = validOrNew(request.getHeader(HEADER));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** Returns the same id for a request that no servlet has seen, or has seen. */
    static String of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof String existing
                ? existing
                : validOrNew(request.getHeaders().get(HEADER));
    }

    private static String validOrNew(@Nullable String sent) {
        return sent != null && VALID.matcher(sent).matches() ? sent : random();
    }

    private static String random() {
        var bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
