package dev.atlasgateway.server;

import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.webapp.AbstractConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Sets up Jetty and the checks of settings at start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerProperties.class)
class ServerConfiguration {

    private static final String ALL_PATHS = "/";

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> strictServer(
            ErrorPageErrorHandler errors,
            HttpConfiguration.Customizer checks,
            ServerProperties properties,
            Environment environment) {
        var publicUrl = URI.create(environment.getProperty("gateway.translation.public-url", ""));
        return factory -> {
            // first, so that a refusal records the caller's address
            trustNearestProxyOnly(factory, properties.proxies());
            factory.addServerCustomizers(server -> httpConfigurations(server)
                    .forEach(configuration -> configuration.addCustomizer(new PublicUrlCustomizer(publicUrl))));
            factory.addServerCustomizers(server -> {
                server.setErrorHandler(errors);
                limitHeads(server, properties.headTimeout());
                readStrictly(server, checks);
                var bodies = new TimedBodyCustomizer(properties.bodyPause(), properties.bodyTimeout());
                httpConfigurations(server).forEach(configuration -> configuration.addCustomizer(bodies));
                cacheNoHeaders(server);
                keepBodiesCompressed(server);
            });
            factory.addConfigurations(new ErrorHandling(errors));
        };
    }

    /**
     * Replaces Spring Boot's handling of {@code server.forward-headers-strategy}, which believes headers of callers.
     */
    private static void trustNearestProxyOnly(JettyServletWebServerFactory factory, int proxies) {
        if (factory.isUseForwardHeaders()) {
            factory.setUseForwardHeaders(false);
            factory.addServerCustomizers(server -> httpConfigurations(server)
                    .forEach(configuration -> configuration.addCustomizer(new NearestProxyCustomizer(proxies))));
        }
    }

    @Bean
    static UnknownSettingCheck unknownSettingCheck(ConfigurableEnvironment environment) {
        return new UnknownSettingCheck(environment);
    }

    @Bean
    static PathPrefixCheck pathPrefixCheck(ConfigurableEnvironment environment) {
        return new PathPrefixCheck(environment);
    }

    @Bean
    static ForwardedHeadersCheck forwardedHeadersCheck(ConfigurableEnvironment environment) {
        return new ForwardedHeadersCheck(environment);
    }

    @Bean
    FilterRegistrationBean<ClientAddressFilter> clientAddressFilter() {
        var registration = new FilterRegistrationBean<>(new ClientAddressFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }

    @Bean
    JvmLog jvmLog() {
        return new JvmLog();
    }

    @Bean
    ConnectionDraining connectionDraining(WebServerApplicationContext context) {
        return new ConnectionDraining(context);
    }

    /**
     * Spring's firewall for paths only. Headers are checked before it. Methods and names of parameters are refused where a
     * request is matched, which names them.
     */
    @Bean
    StrictHttpFirewall httpFirewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedParameterNames(name -> true);
        return firewall;
    }

    private static void readStrictly(Server server, HttpConfiguration.Customizer checks) {
        httpConfigurations(server).forEach(configuration -> {
            configuration.setHttpCompliance(HttpCompliance.STRICT);
            configuration.setUriCompliance(
                    UriCompliance.UNAMBIGUOUS.without("PLAIN", Violation.USER_INFO, Violation.FRAGMENT));
            configuration.addCustomizer(checks);
            configuration.setSendServerVersion(false);
        });
    }

    /**
     * Turns off Jetty's cache of a connection's headers. Looking up a token of a thousand characters there takes a tenth of
     * a call's processor time, and the token would stay in memory as long as the connection.
     */
    private static void cacheNoHeaders(Server server) {
        httpConfigurations(server).forEach(configuration -> configuration.setHeaderCacheSize(0));
    }

    private static void limitHeads(Server server, Duration timeout) {
        for (var connector : server.getConnectors()) {
            if (connector instanceof AbstractConnector configurable) {
                var http = configurable.getConnectionFactory(HttpConnectionFactory.class);
                configurable.addConnectionFactory( // takes the place of the one with the same protocol
                        new TimedHeadConnectionFactory(http.getHttpConfiguration(), timeout));
            }
        }
    }

    private static Stream<HttpConfiguration> httpConfigurations(Server server) {
        return Arrays.stream(server.getConnectors())
                .flatMap(connector -> connector.getConnectionFactories().stream())
                .filter(HttpConnectionFactory.class::isInstance)
                .map(protocol -> ((HttpConnectionFactory) protocol).getHttpConfiguration());
    }

    /**
     * Stops Jetty from decompressing bodies without a limit before credentials are checked. The contract does it with
     * limits.
     */
    private static void keepBodiesCompressed(Server server) {
        for (var handler : server.getDescendants(CompressionHandler.class)) {
            var answers = Objects.requireNonNull(handler.getConfiguration(ALL_PATHS));
            var configuration = CompressionConfig.builder().decompressExcludeEncoding("gzip");
            answers.getCompressIncludeMimeTypes().forEach(configuration::compressIncludeMimeType);
            answers.getCompressIncludeMethods().forEach(configuration::compressIncludeMethod);
            handler.putConfiguration(ALL_PATHS, configuration.build());
        }
    }

    /** Replaces Spring Boot's error handler of the application, whose page names classes if the error dispatch fails. */
    static final class ErrorHandling extends AbstractConfiguration {

        private final Request.Handler errors;

        ErrorHandling(Request.Handler errors) {
            super(new Builder());
            this.errors = errors;
        }

        @Override
        public void configure(WebAppContext context) {
            context.setErrorHandler(errors);
        }
    }
}
