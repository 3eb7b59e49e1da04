package dev.atlasgateway.gateway;

import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.web.servlet.function.RequestPredicates.methods;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.atlas.Atlas;
import dev.atlasgateway.atlas.AtlasAccounts;
import dev.atlasgateway.audit.AuditTrail;
import dev.atlasgateway.caller.DigestLogin;
import dev.atlasgateway.contract.Contract;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.quota.Quotas;
import dev.atlasgateway.translation.Translator;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.servlet.RequestDispatcher;
import java.time.InstantSource;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jetty.autoconfigure.JettyServerProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RefusalProperties.class)
class GatewayConfiguration {

    private static final String CONSOLE_ERROR_PAGE = "/error";
    private static final String DESCRIPTION = "/openapi.yaml";

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Edge edge(InstantSource clock, RefusalProperties refusals, JettyServerProperties server, MeterRegistry meters) {
        var mostWaiting = server.getThreads().getMax() / 3;
        return new Edge(clock, new RefusalPace(refusals.atOnce(), mostWaiting, TimeMeter.SYSTEM_NANOTIME, meters));
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
    RouterFunction<ServerResponse> routes(CallHandler handler, AuditTrail audit, Edge edge) {
        HandlerFunction<ServerResponse> description = ignored ->
                ServerResponse.ok().contentType(MediaType.APPLICATION_YAML).body(new ClassPathResource("openapi.yaml"));
        var routes = route("openapi")
                .GET(DESCRIPTION, description)
                .HEAD(DESCRIPTION, description)
                .route(path(DESCRIPTION), new OtherMethodsHandler("GET, HEAD", audit, edge))
                .build()
                .and(route("login")
                        .route(
                                path("/api/oauth/token").or(path("/api/oauth/revoke")),
                                new OtherMethodsHandler("POST", audit, edge))
                        .build());
        for (var operation : Operation.values()) {
            var served = operation.methods().stream().map(HttpMethod::valueOf).toArray(HttpMethod[]::new);
            routes = routes.and(route(operation.id())
                    .route(methods(served).and(path(operation.path())), handler)
                    .build());
        }
        return routes.and(route("unmatched").route(callerPaths(), handler).build());
    }

    /** Matches all paths except those of the admin side, which controllers serve, also in an error dispatch. */
    private static RequestPredicate callerPaths() {
        return request -> ErrorFormat.of(request.path()) == ErrorFormat.ATLAS
                && request.attribute(RequestDispatcher.ERROR_REQUEST_URI).isEmpty();
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
    SecurityRefusalHandler securityRefusalHandler(
            AuditTrail audit, Translator translator, Edge edge, DigestLogin digest) {
        return new SecurityRefusalHandler(audit, translator, edge, digest);
    }

    @Bean
    ErrorPageErrorHandler jettyErrorHandler(AuditTrail audit, InstantSource clock, ServerProperties server) {
        var prefix = Objects.requireNonNullElse(server.getServlet().getContextPath(), "");
        return new JettyErrorHandler(audit, clock, prefix, CONSOLE_ERROR_PAGE);
    }

    @Bean
    HttpConfiguration.Customizer requestChecks() {
        return new RequestChecks();
    }

    /** Replaces Spring Boot's handler, in the same order. */
    @Bean
    @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
    ServerSpanHandler serverSpanHandler(Tracer tracer, Propagator propagator) {
        return new ServerSpanHandler(tracer, propagator);
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        var registration = new FilterRegistrationBean<>(new RequestIdFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
