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
 * Takes the caller's address from the last entry of {@code X-Forwarded-For}, or of several proxies from the entry that the
 * first one appends. The caller may have written the entries before it. Without an address there, such as {@code unknown},
 * the address is that of the proxy.
 *
 * <p>Ignores the other headers that Jetty would believe, such as {@code Forwarded}, because proxies pass them on as the
 * caller wrote them.
 */
final class NearestProxyCustomizer extends ForwardedRequestCustomizer {

    private final int proxies;

    /** @param proxies how many proxies in front of the gateway each append one entry */
    NearestProxyCustomizer(int proxies) {
        this.proxies = proxies;
        setForwardedHeader(null);
        setForwardedServerHeader(null);
        setForwardedHttpsHeader(null);
        setForwardedCipherSuiteHeader(null);
        setForwardedSslSessionIdHeader(null);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        return super.customize(withOneAddressOnly(request), responseHeaders);
    }

    /** Empty elements of a list do not count (RFC 9110, 5.6.1). Of fewer entries than proxies, the first was appended too. */
    static Optional<String> address(List<String> fields, int proxies) {
        var entries = fields.stream()
                .flatMap(field -> Arrays.stream(field.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
        return entries.stream()
                .skip(Math.max(0, entries.size() - proxies))
                .findFirst()
                .flatMap(ClientAddress::parse);
    }

    /** Splits at commas only, because proxies append without parsing what is there, such as an open quote. */
    private Request withOneAddressOnly(Request request) {
        var fields = request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR);
        if (fields.isEmpty()) {
            return request;
        }
        var headers = HttpFields.build(request.getHeaders());
        address(fields, proxies)
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
