package dev.atlasgateway.server;

import java.net.URI;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Takes a request to the host of the public URL as one by https if that URL says so: TLS then ends in front of the gateway,
 * and cookies, redirects and links must be those of https. A request to another host, such as the {@code localhost} of a
 * port-forward, stays as it is.
 */
record PublicUrlCustomizer(URI publicUrl) implements HttpConfiguration.Customizer {

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        var asked = request.getHttpURI();
        if (request.isSecure()
                || !"https".equals(publicUrl.getScheme())
                || !publicUrl.getHost().equalsIgnoreCase(asked.getHost())) {
            return request;
        }
        var uri = HttpURI.build(asked)
                .scheme(publicUrl.getScheme())
                .authority(publicUrl.getHost(), publicUrl.getPort())
                .asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpURI getHttpURI() {
                return uri;
            }

            @Override
            public boolean isSecure() {
                return true;
            }
        };
    }
}
