package dev.atlasgateway.server;

import dev.atlasgateway.exchange.ClientAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Request;

/**
 * Takes the caller's address from the last entry of {@code X-Forwarded-For}. The proxy in front of the gateway appends that
 * entry; the caller may have written the entries before it. Without an address there, such as {@code unknown}, the address
 * is that of the proxy.
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

    /** Empty elements of a list do not count (RFC 9110, 5.6.1). */
    private static Optional<String> lastAddress(List<String> fields) {
        return fields.stream()
                .flatMap(field -> Arrays.stream(field.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .reduce((before, last) -> last)
                .flatMap(ClientAddress::parse);
    }

    /** Splits at commas only, because proxies append without parsing what is there, such as an open quote. */
    private static Request withLastAddressOnly(Request request) {
        var fields = request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR);
        if (fields.isEmpty()) {
            return request;
        }
        var headers = HttpFields.build(request.getHeaders());
        lastAddress(fields)
                .ifPresentOrElse(
                        address -> headers.put(HttpHeader.X_FORWARDED_FOR, address),
                        () -> headers.remove(HttpHeader.X_FORWARDED_FOR));
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return headers;
            }
        };
    }
}
