package dev.atlasgateway.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.store.PollingConnection;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.QueuedApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.otel.bridge.Slf4JEventListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The filter chains of this module on a real server with a real database, shared by all tests. Calls answer the caller. */
final class CallerServer {

    /** The lock of classes that use it: one at a time, because floods and policies would disturb others. */
    static final String LOCK = "the server of callers";

    static final String CALL = "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev";

    private static final CallerServer SHARED = new CallerServer();

    private final AtomicReference<PolicySnapshot> policy = new AtomicReference<>();
    private final OpenIdProvider company = OpenIdProvider.publishing(TestKeys.ELLIPTIC.toPublicJWK());
    private final OpenIdProvider attacker = OpenIdProvider.publishing(TestKeys.FOREIGN.toPublicJWK());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;

    private CallerServer() {
        enforce(new CallerPolicy());
        context = new QueuedApplication(Application.class)
                .initializers(made -> made.getBeanFactory().registerSingleton("policy", (Policy) policy::get))
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--management.endpoint.health.validate-group-membership=false",
                        "--logging.structured.format.console=",
                        "--spring.datasource.url=" + Postgres.newMigratedUrl(),
                        "--spring.datasource.hikari.connection-timeout=1000",
                        "--gateway.caller.issuer=" + ForgedToken.GATEWAY,
                        "--gateway.caller.signing-key=" + location(TestKeys.privatePem(TestKeys.SIGNING)),
                        "--gateway.caller.previous-keys=" + location(TestKeys.publicPem(TestKeys.PREVIOUS)),
                        "--gateway.caller.login-limit.per-client=3",
                        "--gateway.caller.login-limit.per-address=1000",
                        "--gateway.caller.issuers[0].issuer=" + company.issuer(),
                        "--gateway.caller.issuers[0].audience=atlas-gateway",
                        "--gateway.caller.issuers[0].claim=groups",
                        "--gateway.caller.issuers[0].teams.[platform/payments]=payments",
                        "--gateway.caller.issuers[0].teams.finders=search",
                        "--gateway.caller.issuers[1].issuer=http://localhost:1/away",
                        "--gateway.caller.issuers[1].audience=atlas-gateway",
                        "--gateway.caller.issuers[1].claim=sub",
                        "--gateway.caller.issuers[1].teams.a=payments");
    }

    /** Has no {@code @Configuration}, because the gateway's component scan would find it. */
    @EnableAutoConfiguration
    @ComponentScan("dev.atlasgateway.caller")
    static class Application {

        @Bean
        PollingConnection polling(DataSource main) {
            return PollingConnection.like(main);
        }

        /** As the gateway's, because the listeners of all applications of the JVM write to one log. */
        @Bean
        Slf4JEventListener traceInLog() {
            return new Slf4JEventListener("trace.id", "span.id");
        }

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        AuthenticationEntryPoint unauthenticated() {
            return new BearerTokenAuthenticationEntryPoint();
        }

        @Bean
        AccessDeniedHandler denied() {
            return new BearerTokenAccessDeniedHandler();
        }

        @Bean
        RouterFunction<ServerResponse> whoAmI() {
            return RouterFunctions.route()
                    .path(
                            "/api/atlas",
                            atlas -> atlas.GET("/boom", request -> {
                                        throw new IllegalStateException("boom");
                                    })
                                    .route(request -> true, CallerServer::caller))
                    .GET("/openapi.yaml", request -> ServerResponse.ok().body("openapi: 3.1.0"))
                    .build();
        }
    }

    private static ServerResponse caller(ServerRequest request) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return ServerResponse.ok().body(authentication.getPrincipal());
    }

    static CallerServer shared() {
        return SHARED;
    }

    void enforce(CallerPolicy policies) {
        policy.set(policies.snapshot());
    }

    OpenIdProvider company() {
        return company;
    }

    /** Address of keys that only a token's header names. The gateway must never fetch them. */
    URI trap() {
        return URI.create(attacker.jwkSetUri());
    }

    int trapped() {
        return attacker.fetches();
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    double count(String meter, String tag, String value) {
        return part(MeterRegistry.class).counter(meter, tag, value).count();
    }

    HikariDataSource database() {
        return part(HikariDataSource.class);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
    }

    HttpResponse<String> manage(String path) {
        var port = context.getEnvironment().getRequiredProperty("local.management.port");
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)));
    }

    /** Sends a call with a token. */
    HttpResponse<String> call(String token) {
        return send(request(CALL).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> post(String path, String credentials, String form) {
        return send(request(path)
                .header("Authorization", basic(credentials))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    HttpResponse<String> logIn(String client, String secret) {
        return post("/api/oauth/token", client + ":" + secret, "grant_type=client_credentials");
    }

    /** Returns a token for the client. */
    String token(String client) {
        return json(logIn(client, CallerPolicy.SECRET)).path("access_token").asString();
    }

    HttpResponse<String> revoke(String client, String token) {
        return post("/api/oauth/revoke", client + ":" + CallerPolicy.SECRET, "token=" + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static String location(String pem) {
        return "base64:" + Base64.getEncoder().encodeToString(pem.getBytes(UTF_8));
    }
}
