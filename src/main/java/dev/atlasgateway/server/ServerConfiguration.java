package dev.atlasgateway.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** How strictly the HTTP server itself reads, and what it answers when it refuses. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    private static final Predicate<String> ASSIGNED =
            Pattern.compile("[\\t[\\p{IsAssigned}&&[^\\p{IsControl}]]]*").asMatchPredicate();

    private static final String EVERY_PATH = "/";

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> strictServer(ErrorHandler errors) {
        return factory -> {
            factory.addServerCustomizers(server -> {
                server.setErrorHandler(errors);
                readStrictly(server);
                forgetHeaders(server);
                leaveBodiesPacked(server);
            });
            believeTheNearestProxyOnly(factory);
        };
    }

    /** Where {@code server.forward-headers-strategy} says that there is one; in place of Spring Boot's, which believes callers. */
    private static void believeTheNearestProxyOnly(JettyServletWebServerFactory factory) {
        if (factory.isUseForwardHeaders()) {
            factory.setUseForwardHeaders(false);
            factory.addServerCustomizers(
                    server -> http(server).forEach(configuration -> configuration.addCustomizer(new NearestProxyCustomizer())));
        }
    }

    @Bean
    static StoreSettingCheck storeSettings(Environment environment) {
        return new StoreSettingCheck(environment);
    }

    @Bean
    static UnknownSettingCheck unknownSettings(ConfigurableEnvironment environment) {
        return new UnknownSettingCheck(environment);
    }

    @Bean
    ConnectionDraining connectionDraining(WebServerApplicationContext context) {
        return new ConnectionDraining(context);
    }

    /** Spring's own, except that printable ASCII passes without a regular expression; a name is nothing else (RFC 9110, 5.1). */
    @Bean
    StrictHttpFirewall httpFirewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(ServerConfiguration::isPrintableAscii);
        firewall.setAllowedHeaderValues(value -> isPrintableAscii(value)
                || ASSIGNED.test(value)
                || ASSIGNED.test(new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
        return firewall;
    }

    private static boolean isPrintableAscii(String value) {
        for (var i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static void readStrictly(Server server) {
        http(server).forEach(configuration -> {
            configuration.setHttpCompliance(HttpCompliance.STRICT);
            configuration.setUriCompliance(UriCompliance.UNAMBIGUOUS);
            configuration.setSendServerVersion(false);
        });
    }

    /**
     * Jetty would keep the headers of a connection in a trie, so as not to make them anew: with a token among them, walking
     * its thousand characters takes a tenth of a call's processor time, and the token stays as long as the connection.
     */
    private static void forgetHeaders(Server server) {
        http(server).forEach(configuration -> configuration.setHeaderCacheSize(0));
    }

    private static Stream<HttpConfiguration> http(Server server) {
        return Arrays.stream(server.getConnectors())
                .flatMap(connector -> connector.getConnectionFactories().stream())
                .filter(HttpConnectionFactory.class::isInstance)
                .map(protocol -> ((HttpConnectionFactory) protocol).getHttpConfiguration());
    }

    /** Jetty would unpack without any bound, before anybody's credentials are checked; whoever reads a body has bounds. */
    private static void leaveBodiesPacked(Server server) {
        for (var handler : server.getDescendants(CompressionHandler.class)) {
            var answers = Objects.requireNonNull(handler.getConfiguration(EVERY_PATH));
            var configuration = CompressionConfig.builder().decompressExcludeEncoding("gzip");
            answers.getCompressIncludeMimeTypes().forEach(configuration::compressIncludeMimeType);
            answers.getCompressIncludeMethods().forEach(configuration::compressIncludeMethod);
            handler.putConfiguration(EVERY_PATH, configuration.build());
        }
    }
}
