package dev.atlasgateway.server;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Request;

/**
 * Where a call comes from, as the proxy in front of the gateway tells it in {@code X-Forwarded-For}. Each proxy adds what it
 * sees at the end, so the last address is that proxy's own word, and what stands before it, anybody's.
 *
 * <p>Proxies pass on every other header that Jetty would believe as the caller wrote it, {@code Forwarded} before all.
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

    /** Split at commas only, as proxies append without a look at what is there, quotes that nobody closes included. */
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
