package dev.atlasgateway.server;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Request;

/**
 * Takes the caller's address from the last entry of {@code X-Forwarded-For}. The proxy in front of the gateway appends that
 * entry; the caller may have written the entries before it.
 *
 * <p>Ignores the other headers that Jetty would believe, such as {@code Forwarded}, because proxies pass them on as the
 * caller wrote them.
 */
final class NearestProxyCustomizer extends ForwardedRequestCustomizer {

    NearestProxyCustomizer() {
        setForwardedHeader(null);
        setForwardedServerHeader(null);
        setForwardedHttpsHeader(null);
        setForwardedCipherSuiteHeader(null);
        setForwardedSslSessionIdHeader(null);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        return super.customize(withLastAddressOnly(request), responseHeaders);
    }

    /** Splits at commas only, because proxies append without parsing what is there, such as an open quote. */
    private static Request withLastAddressOnly(Request request) {
        var fields = request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR);
        if (fields.isEmpty()) {
            return request;
        }
        var last = fields.getLast();
        var comma = last.lastIndexOf(',');
        if (fields.size() == 1 && comma < 0) {
            return request;
        }
        var headers = HttpFields.build(request.getHeaders())
                .put(HttpHeader.X_FORWARDED_FOR, last.substring(comma + 1).strip());
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return headers;
            }
        };
    }
}
