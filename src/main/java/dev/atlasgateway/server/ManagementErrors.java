package dev.atlasgateway.server;

import org.eclipse.jetty.server.Request;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Leaves refusals of the management port without a body. The page of the server would name the server.
 *
 * <p>{@code META-INF/spring} names this class, because the management port has a context of its own.
 */
final class ManagementErrors implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private static final Request.Handler NO_BODY = (request, response, callback) -> {
        callback.succeeded();
        return true;
    };

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.setErrorHandler(NO_BODY));
        factory.addConfigurations(new ServerConfiguration.ErrorHandling(NO_BODY));
    }
}
