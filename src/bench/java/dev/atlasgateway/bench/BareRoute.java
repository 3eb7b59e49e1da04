package dev.atlasgateway.bench;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.GatewayServerMvcAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.config.DefaultFunctionConfiguration;
import org.springframework.cloud.gateway.server.mvc.filter.FilterAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctionAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.predicate.PredicateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The yardstick: one bare route of Spring Cloud Gateway Server WebMVC on the gateway's own server.
 *
 * <p>Its auto-configuration is named here, so that nothing else on the class path (security, database, metrics) slows it.
 * It is not a {@code @Configuration}, so that no component scan adds the route to the gateway.
 */
@ImportAutoConfiguration({
    JettyServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpClientAutoConfiguration.class,
    ImperativeHttpClientAutoConfiguration.class,
    RestClientAutoConfiguration.class,
    FilterAutoConfiguration.class,
    HandlerFunctionAutoConfiguration.class,
    PredicateAutoConfiguration.class,
    DefaultFunctionConfiguration.class,
    GatewayServerMvcAutoConfiguration.class
})
public class BareRoute {

    @Bean
    RouterFunction<ServerResponse> route(@Value("${upstream}") String upstream) {
        return GatewayRouterFunctions.route("bare")
                .route(path("/**"), http())
                .before(uri(upstream))
                .build();
    }

    /** Takes {@code --server.port=} and {@code --upstream=}, the base URL to route to. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(BareRoute.class)
                .properties(
                        "spring.config.name=bare-route", // not the gateway's application.yaml
                        "server.address=127.0.0.1",
                        "spring.threads.virtual.enabled=true",
                        "spring.http.clients.imperative.factory=jdk", // the default without another client
                        "spring.main.banner-mode=off")
                .run(arguments);
    }
}
