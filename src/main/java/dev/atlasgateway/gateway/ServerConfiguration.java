package dev.atlasgateway.gateway;

import dev.atlasgateway.audit.AuditTrail;
import java.time.InstantSource;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How strictly the HTTP server itself reads, and what it answers when it refuses. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    /** A body that arrives slower than this, in bytes a second, is given up: it only holds a connection. */
    private static final int SLOWEST_BODY = 100;

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> strictServer(AuditTrail audit, InstantSource clock) {
        return factory -> factory.addServerCustomizers(server -> {
            server.setErrorHandler(new ServerErrors(audit, clock));
            readStrictly(server);
        });
    }

    private static void readStrictly(Server server) {
        for (var connector : server.getConnectors()) {
            for (var protocol : connector.getConnectionFactories()) {
                if (protocol instanceof HttpConnectionFactory http) {
                    var configuration = http.getHttpConfiguration();
                    configuration.setHttpCompliance(HttpCompliance.STRICT);
                    configuration.setUriCompliance(UriCompliance.UNAMBIGUOUS);
                    configuration.setSendServerVersion(false);
                    configuration.setMinRequestDataRate(SLOWEST_BODY);
                }
            }
        }
    }
}
