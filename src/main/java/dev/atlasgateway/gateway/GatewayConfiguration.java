package dev.atlasgateway.gateway;

import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.web.servlet.function.RequestPredicates.method;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.atlas.Atlas;
import dev.atlasgateway.atlas.AtlasAccounts;
import dev.atlasgateway.audit.AuditTrail;
import dev.atlasgateway.contract.Contract;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.quota.Quotas;
import dev.atlasgateway.translation.Translator;
import jakarta.servlet.RequestDispatcher;
import java.time.InstantSource;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Edge edge(InstantSource clock) {
        return new Edge(clock);
    }

    @Bean
    Pipeline pipeline(
            AuditTrail audit,
            Contract contract,
            Access access,
            Quotas quotas,
            Guardrails guardrails,
            Translator translator,
            Atlas atlas) {
        return new Gateway(audit, contract, access, quotas, guardrails, translator, atlas);
    }

    @Bean
    CallHandler callHandler(Pipeline pipeline, Edge edge) {
        return new CallHandler(pipeline, edge);
    }

    /**
     * Routes each operation of the catalogue under its own name. The last route takes all other paths, which the
     * pipeline refuses.
     */
    @Bean
    RouterFunction<ServerResponse> routes(CallHandler handler, Edge edge) {
        var routes = route("openapi")
                .GET(
                        "/openapi.yaml",
                        ignored -> ServerResponse.ok()
                                .contentType(MediaType.APPLICATION_YAML)
                                .body(new ClassPathResource("openapi.yaml")))
                .build()
                .and(route("error")
                        .route(path("/error").and(consolePage().negate()), new ErrorDispatchHandler(edge))
                        .build());
        for (var operation : Operation.values()) {
            routes = routes.and(route(operation.id())
                    .route(method(HttpMethod.valueOf(operation.method())).and(path(operation.path())), handler)
                    .build());
        }
        return routes.and(route("unmatched").route(callerPaths(), handler).build());
    }

    /** Matches all paths except those of the admin side, which controllers serve. */
    private static RequestPredicate callerPaths() {
        return path("/admin/**")
                .or(path("/console/**"))
                .or(path("/webjars/**"))
                .or(consolePage())
                .negate();
    }

    /** Matches the error dispatch of a console page. The console renders it for people. */
    private static RequestPredicate consolePage() {
        return request -> request.attribute(RequestDispatcher.ERROR_REQUEST_URI)
                .filter(uri -> uri.toString().matches("/console(/.*)?"))
                .isPresent();
    }

    /** Matches routes before controllers, so that the number of console pages does not slow calls down. */
    @Bean
    static BeanPostProcessor routesFirst() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof RouterFunctionMapping routes) {
                    routes.setOrder(Ordered.HIGHEST_PRECEDENCE);
                }
                return bean;
            }
        };
    }

    @Bean
    AtlasStateReader atlasStateReader(
            Quotas quotas, Translator translator, Atlas atlas, AtlasDeadline deadline, InstantSource clock) {
        return new AtlasStateReader(quotas, translator, atlas, deadline, clock);
    }

    @Bean
    AtlasAccountCheck atlasAccountCheck(AtlasAccounts accounts) {
        return new AtlasAccountCheck(accounts.names());
    }

    @Bean
    SecurityRefusalHandler securityRefusalHandler(AuditTrail audit, Translator translator, Edge edge) {
        return new SecurityRefusalHandler(audit, translator, edge);
    }

    @Bean
    ErrorHandler jettyErrorHandler(AuditTrail audit, InstantSource clock) {
        return new JettyErrorHandler(audit, clock);
    }

    @Bean
    RequestIdConvention requestIdConvention() {
        return new RequestIdConvention();
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        var registration = new FilterRegistrationBean<>(new RequestIdFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
