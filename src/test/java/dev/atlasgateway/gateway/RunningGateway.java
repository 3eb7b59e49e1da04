package dev.atlasgateway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.AtlasGatewayApplication;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.cluster.RateLimit;
import dev.atlasgateway.testing.CompanyLogin;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.QueuedApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running gateway that tests share, with PostgreSQL, Redis, a simulated Atlas and real HTTP. */
public final class RunningGateway {

    public static final String ORDERS = "32b6e34b3d91647abb20e7b8";
    public static final String LEGACY = "32b6e34b3d91647abb20e7b9";

    /** An issuer that cannot be reached. */
    static final String ISSUER_AWAY = "http://localhost:1/away";

    static final String ADMIN_PASSWORD = "correct horse battery staple";
    private static final Map<String, String> CLIENTS = Map.of(
            "payments", "mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments",
            "search", "mdb_sa_id_665f1c2e9b1d4a0012ab34ce:mdb_sa_sk_demo_search",
            "hasty", "mdb_sa_id_665f1c2e9b1d4a0012ab34d0:mdb_sa_sk_hasty",
            "lapsed", "mdb_sa_id_665f1c2e9b1d4a0012ab34d1:mdb_sa_sk_lapsed",
            "narrow", "mdb_sa_id_665f1c2e9b1d4a0012ab34d2:mdb_sa_sk_narrow");
    private static final SpanReceiver SPANS = SpanReceiver.start();

    private final AtlasSimulator atlas;
    private final CompanyLogin company;
    private final Path mounted;
    private final String database;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final ConfigurableApplicationContext context;

    private RunningGateway(String... further) {
        this(
                AtlasSimulator.start(
                        0,
                        SimulatorSettings.defaults()
                                .withRateLimit(new RateLimit(
                                        1_000_000, 1_000_000, Duration.ofSeconds(1))) // announced, never reached
                                .withUpdating(Duration.ZERO)
                                .withAnyName(true)),
                CompanyLogin.start(),
                mount(),
                Postgres.newMigratedUrl(),
                further);
        atlas.addProject(LEGACY, AtlasSimulator.CLIENT_ID);
    }

    private RunningGateway(
            AtlasSimulator atlas, CompanyLogin company, Path mounted, String database, String... further) {
        this.atlas = atlas;
        this.company = company;
        this.mounted = mounted;
        this.database = database;
        var settings = new ArrayList<>(RunningSettings.of(database, atlas, company, mounted));
        settings.add("--management.opentelemetry.tracing.export.otlp.endpoint=" + SPANS.address());
        settings.addAll(List.of(further));
        context = new QueuedApplication(AtlasGatewayApplication.class)
                .initializers((GenericApplicationContext gateway) -> FailingLayers.register(gateway))
                .run(settings.toArray(String[]::new));
    }

    /** Returns the gateway that tests share. A class that uses it needs {@link OnSharedGateway}. */
    public static RunningGateway shared() {
        return Shared.GATEWAY;
    }

    /** Returns another, which the tests of the console share. A class that uses it needs {@link OnConsoleGateway}. */
    public static RunningGateway ofConsole() {
        return OfConsole.GATEWAY;
    }

    /** Starts one like that of the console's tests, which only one class uses: a class that is long enough to run beside them. */
    public static RunningGateway own() {
        return new RunningGateway("--management.endpoint.loggers.access=unrestricted");
    }

    /** Copies the mounted policy, because tests may change it. */
    private static Path mount() {
        try (var policy = RunningGateway.class.getResourceAsStream("/mounted-policy.yaml")) {
            var file = Files.createTempDirectory("mounted").resolve("mounted-policy.yaml");
            Files.copy(Objects.requireNonNull(policy), file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts another replica with the same stores and the same mounted file. The test must stop it. */
    public RunningGateway another(String... further) {
        return new RunningGateway(atlas, company, mounted, database, further);
    }

    public void stop() {
        context.close();
    }

    /** The policy document that is mounted. */
    public Path mounted() {
        return mounted;
    }

    public AtlasSimulator atlas() {
        return atlas;
    }

    /** Returns what a collector received from all these gateways. */
    SpanReceiver spans() {
        return SPANS;
    }

    private String prefix() {
        return context.getEnvironment().getProperty("server.servlet.context-path", "");
    }

    public int port() {
        return port("local.server.port");
    }

    public URI management(String path) {
        return URI.create("http://localhost:" + port("local.management.port") + path);
    }

    public JdbcClient store() {
        return context.getBean(JdbcClient.class);
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** Returns a request with the token of a team. */
    public HttpRequest.Builder as(String team, String path) {
        return anonymous(path).header("Authorization", "Bearer " + token(team));
    }

    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + prefix() + path));
    }

    /** Returns a request of the local admin to the admin API. */
    public HttpRequest.Builder asAdmin(String path) {
        return anonymous(path).header("Authorization", "Bearer " + adminToken());
    }

    public String adminToken() {
        return tokens.computeIfAbsent(
                "(admin)",
                ignored -> send(anonymous("/admin/api/v1/sign-in")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"name\":\"admin\",\"password\":\"%s\"}".formatted(ADMIN_PASSWORD))))
                        .json()
                        .path("access_token")
                        .asString());
    }

    /** Returns a request of a person of the company to the admin API. */
    public HttpRequest.Builder as(CompanyLogin.Person person, String path) {
        return anonymous(path).header("Authorization", "Bearer " + company.accessToken(person, CompanyLogin.ADMIN_API));
    }

    /** Returns the OpenID provider of the company. */
    public CompanyLogin company() {
        return company;
    }

    /** Returns whether tests log in with this client. */
    public static boolean isClient(String id) {
        return id.equals(DigestClient.PUBLIC_KEY)
                || CLIENTS.values().stream().anyMatch(credentials -> credentials.startsWith(id + ":"));
    }

    /** Returns a browser that is not signed in. */
    public Browser browser() {
        return new Browser(URI.create("http://localhost:" + port() + prefix()));
    }

    public String adminPassword() {
        return ADMIN_PASSWORD;
    }

    public String token(String team) {
        return tokens.computeIfAbsent(
                team,
                name -> logIn(CLIENTS.get(name)).json().path("access_token").asString());
    }

    public Reply logIn(String credentials) {
        return send(anonymous("/api/oauth/token")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    }

    public Reply patch(String team, String instance, String body) {
        return send(update(team, instance, "", body));
    }

    public Reply get(String team, String instance) {
        return send(as(team, path(ORDERS, instance)).GET());
    }

    public HttpRequest.Builder update(String team, String instance, String query, String body) {
        return as(team, path(ORDERS, instance) + query)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body));
    }

    public static String path(String project, String instance) {
        return "/api/atlas/v1.0/groups/" + project + "/serverless/" + instance;
    }

    /** Sends a request. The answer must be as the descriptions of the APIs say. */
    public Reply send(HttpRequest.Builder request) {
        var built = request.build();
        var reply = Reply.to(http, built);
        AnswerCheck.check(built, reply);
        return reply;
    }

    /** Returns the audit rows of a call, oldest first. */
    public List<Map<String, Object>> audited(Reply reply) {
        return audited(reply.header("X-Request-Id"));
    }

    /** Waits until the outcome of a call is in the audit. */
    public Reply ended(Reply reply) {
        await().until(() -> audited(reply).stream().anyMatch(row -> row.get("outcome") != null));
        return reply;
    }

    List<Map<String, Object>> audited(String requestId) {
        return store().sql("select * from audit where request_id = ? order by seq")
                .param(requestId)
                .query()
                .listOfRows();
    }

    private int port(String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    private static final class Shared {
        static final RunningGateway GATEWAY = new RunningGateway();
    }

    private static final class OfConsole {
        static final RunningGateway GATEWAY = own();
    }
}
