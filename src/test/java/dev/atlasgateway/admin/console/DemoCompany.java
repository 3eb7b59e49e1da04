package dev.atlasgateway.admin.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.AtlasGatewayApplication;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.QueuedApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway of its own with a day behind it: real calls of a small company, made in seconds while its clock runs ahead. */
final class DemoCompany implements AutoCloseable {

    static final String PASSWORD = "admin";

    private static final String ORDERS = "32b6e34b3d91647abb20e7b8";
    private static final String STOREFRONT = "32b6e34b3d91647abb20e7b9";
    private static final String LEDGER = "32b6e34b3d91647abb20e7ba";
    private static final Map<String, String> CLIENTS = Map.of(
            "payments", "mdb_sa_id_665f1c2e9b1d4a0012ab34cd",
            "search", "mdb_sa_id_665f1c2e9b1d4a0012ab34ce",
            "checkout", "mdb_sa_id_665f1c2e9b1d4a0012ab34d0",
            "catalog", "mdb_sa_id_665f1c2e9b1d4a0012ab34d1",
            "data-platform", "mdb_sa_id_665f1c2e9b1d4a0012ab34d2");
    private static final String ON = "{\"terminationProtectionEnabled\":true}";
    private static final String OFF = "{\"terminationProtectionEnabled\":false}";
    private static final String TAGGED =
            "{\"tags\":[{\"key\":\"owner\",\"value\":\"%s\"},{\"key\":\"env\",\"value\":\"dev\"}]}";
    private static final String UNTAGGED = "{\"tags\":[{\"key\":\"env\",\"value\":\"dev\"}]}";

    private final Random dice = new Random(7);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtlasSimulator atlas = AtlasSimulator.start(0, SimulatorSettings.forLoad());
    private final Map<String, String> tokens = new TreeMap<>();
    private final ConfigurableApplicationContext context;
    private volatile Duration behind = Duration.ofHours(24);

    DemoCompany() {
        for (var project : List.of(ORDERS, STOREFRONT, LEDGER)) {
            atlas.addProject(project, AtlasSimulator.CLIENT_ID);
        }
        InstantSource clock = () -> Instant.now().minus(behind);
        context = new QueuedApplication(AtlasGatewayApplication.class)
                .initializers(starting -> starting.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        return bean instanceof InstantSource ? clock : bean;
                    }
                }))
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--server.shutdown=immediate",
                        "--spring.datasource.url=" + Postgres.newMigratedUrl(),
                        "--gateway.signin.bootstrap.password=" + PASSWORD,
                        "--gateway.policy.seed=classpath:screenshots-policy.yaml",
                        "--gateway.atlas.base-url=" + atlas.baseUrl(),
                        "--gateway.atlas.accounts.default.client-id=" + AtlasSimulator.CLIENT_ID,
                        "--gateway.atlas.accounts.default.client-secret=" + AtlasSimulator.CLIENT_SECRET,
                        "--gateway.atlas.accounts.default.secret-expires-at=2027-10-01T00:00:00Z",
                        "--gateway.atlas.circuit-breaker.minimum-calls=1000000");
    }

    String url() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** Lets the day pass, busier at noon than at night, with a bad quarter of an hour at Atlas. */
    void liveADay() {
        for (int minute = 24 * 60; minute > 0; minute -= minute > 60 ? 10 : 1) {
            behind = Duration.ofMinutes(minute);
            if (minute % 60 == 0 || tokens.isEmpty()) {
                tokens.replaceAll((team, old) -> logIn(team));
                CLIENTS.keySet().forEach(team -> tokens.computeIfAbsent(team, this::logIn));
            }
            atlas.clearFaults();
            atlas.orders(
                    Fault.delay(Duration.ofMillis(45)).always().withProbability(0.08),
                    Fault.delay(Duration.ofMillis(6)).always().withProbability(0.7));
            if (minute % 7 == 0) {
                atlas.orders(Fault.status(503).on("PATCH").times(1));
            }
            if (minute >= 18 && minute <= 22) {
                atlas.orders(Fault.status(500).on("GET").times(30));
            }
            for (int i = minute > 60 ? 20 + dice.nextInt(30) : 4 + dice.nextInt(9); i > 0; i--) {
                call();
            }
        }
        behind = Duration.ZERO;
        tokens.clear();
        atlas.clearFaults();
    }

    private void call() {
        switch (dice.nextInt(40)) {
            case 0 -> patch("search", ORDERS, "orders-prod", ON);
            case 1 -> patch("catalog", STOREFRONT, "catalog-prod", ON);
            case 2 -> patch("payments", ORDERS, "orders-prod", OFF);
            case 3 -> patch("checkout", STOREFRONT, "cart-dev", UNTAGGED);
            case 4 -> get("data-platform", LEDGER, "ledger-prod");
            case 5, 6, 7 -> get("data-platform", ORDERS, "orders-prod");
            case 8 -> patch("payments", ORDERS, "orders-dev", "{\"backup\":true}");
            case 9 ->
                send(request("/api/atlas/v1.0/groups/" + ORDERS + "/clusters").GET());
            case 10 ->
                send(request(path(ORDERS, "orders-dev"))
                        .header("Authorization", "Bearer nonsense")
                        .GET());
            case 11, 12, 13 -> patch("payments", LEDGER, "ledger-prod", TAGGED.formatted("payments"));
            case 14, 15, 16, 17, 18 -> get("search", ORDERS, "orders-prod");
            case 19, 20, 21, 22, 23 -> get("checkout", STOREFRONT, "cart-prod");
            case 24, 25, 26 -> patch("checkout", STOREFRONT, "cart-dev", TAGGED.formatted("checkout"));
            case 27, 28 -> patch("search", STOREFRONT, "search-prod", ON);
            case 29, 30 -> patch("catalog", STOREFRONT, "catalog-dev", TAGGED.formatted("catalog"));
            case 31, 32, 33, 34 -> patch("payments", ORDERS, "orders-dev", ON);
            default -> get("payments", ORDERS, "orders-prod");
        }
    }

    /** A call that Atlas answers on the second attempt. */
    String retriedCall() {
        atlas.orders(Fault.status(503).on("PATCH").times(1));
        return patch("payments", ORDERS, "orders-prod", UNTAGGED).header("X-Request-Id");
    }

    String refusedCall() {
        return patch("payments", ORDERS, "orders-prod", OFF).header("X-Request-Id");
    }

    private Reply get(String team, String project, String instance) {
        return send(as(team, path(project, instance)).GET());
    }

    private Reply patch(String team, String project, String instance, String body) {
        return send(as(team, path(project, instance))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder as(String team, String path) {
        return request(path).header("Authorization", "Bearer " + tokens.computeIfAbsent(team, this::logIn));
    }

    private static String path(String project, String instance) {
        return "/api/atlas/v1.0/groups/" + project + "/serverless/" + instance;
    }

    private String logIn(String team) {
        var credentials = CLIENTS.get(team) + ":mdb_sa_sk_" + team;
        return send(request("/api/oauth/token")
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")))
                .json()
                .path("access_token")
                .asString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path));
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
