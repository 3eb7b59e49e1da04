package dev.atlasgateway.server;

import dev.atlasgateway.exchange.ClientAddress;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** Gives the address of the client in one spelling to audit, events and limits. Jetty puts IPv6 addresses in brackets. */
final class ClientAddressFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request.getRemoteAddr().indexOf(':') < 0 ? request : respelt(request), response);
    }

    private static ServletRequest respelt(ServletRequest request) {
        var address = ClientAddress.of(request.getRemoteAddr());
        return new HttpServletRequestWrapper((HttpServletRequest) request) {
            @Override
            public String getRemoteAddr() {
                return address;
            }
        };
    }
}
