package dev.atlasgateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.AtlasGatewayApplication;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.testing.QueuedApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;

/** Gateway on a given database. Tests write and read stored data through its HTTP API. */
final class StoredGateway implements AutoCloseable {

    static final String CLIENTS = "mdb_sa_id_665f1c2e9b1d4a0012ab34";

    private static final String PASSWORD = "correct horse battery staple";
    private static final String API = "/admin/api/v1/";

    final AtlasSimulator atlas = AtlasSimulator.start(
            0, SimulatorSettings.defaults().withUpdating(Duration.ZERO).withAnyName(true));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;
    private final String admin;

    StoredGateway(String database, String... further) {
        this(database, InstantSource.system(), further);
    }

    /** Starts a gateway with another clock. */
    StoredGateway(String database, InstantSource clock, String... further) {
        atlas.addProject(RunningGateway.LEGACY, AtlasSimulator.CLIENT_ID);
        context = new QueuedApplication(AtlasGatewayApplication.class)
                .initializers(starting -> starting.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        return bean instanceof InstantSource ? clock : bean;
                    }
                }))
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--management.server.port=0",
                                        "--spring.datasource.url=" + database,
                                        "--gateway.audit.replica=gateway-1",
                                        "--gateway.signin.bootstrap.password=" + PASSWORD,
                                        "--gateway.atlas.base-url=" + atlas.baseUrl(),
                                        "--gateway.atlas.accounts.default.client-id=" + AtlasSimulator.CLIENT_ID,
                                        "--gateway.atlas.accounts.default.client-secret="
                                                + AtlasSimulator.CLIENT_SECRET),
                                Stream.of(further))
                        .toArray(String[]::new));
        admin = signIn();
    }

    String signIn() {
        return send(request(API + "sign-in", "Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\":\"admin\",\"password\":\"%s\"}".formatted(PASSWORD))))
                .json()
                .path("access_token")
                .asString();
    }

    /** Returns a token of a client, by the last characters of its id and by its secret. */
    String logIn(String client, String secret) {
        var credentials = Base64.getEncoder().encodeToString((CLIENTS + client + ":" + secret).getBytes(UTF_8));
        return form("/api/oauth/token", credentials, "grant_type=client_credentials")
                .json()
                .path("access_token")
                .asString();
    }

    void revoke(String client, String secret, String token) {
        form(
                "/api/oauth/revoke",
                Base64.getEncoder().encodeToString((CLIENTS + client + ":" + secret).getBytes(UTF_8)),
                "token=" + token);
    }

    private Reply form(String path, String credentials, String form) {
        return send(request(
                        path,
                        "Authorization",
                        "Basic " + credentials,
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** Sends a change with this request id. */
    Reply patch(String token, String instance, String body, String requestId) {
        return send(call(token, instance, requestId)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    Reply get(String token, String instance, String requestId) {
        return send(call(token, instance, requestId).GET());
    }

    private HttpRequest.Builder call(String token, String instance, String requestId) {
        return request(
                RunningGateway.path(RunningGateway.ORDERS, instance),
                "Authorization",
                "Bearer " + token,
                "X-Request-Id",
                requestId);
    }

    /** Reads from the admin API as the local admin. */
    Reply admin(String path) {
        return admin("GET", path, "");
    }

    /** @param headers names and values by turns */
    Reply admin(String method, String path, String body, String... headers) {
        var request = request(API + path, "Authorization", "Bearer " + admin, "X-Change-Reason", "TICKET-1: a release")
                .header("Content-Type", path.startsWith("policy") ? "application/yaml" : "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Asks what the probes of Kubernetes ask. */
    Reply readiness() {
        return send(request("local.management.port", "/actuator/health/readiness", new String[] {"Accept", "*/*"}));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        return request("local.server.port", path, headers);
    }

    private HttpRequest.Builder request(String property, String path, String[] headers) {
        var port = context.getEnvironment().getProperty(property);
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .headers(headers);
    }

    private Reply send(HttpRequest.Builder request) {
        return Reply.to(http, request.build());
    }

    @Override
    public void close() {
        context.close();
        atlas.close();
    }
}
