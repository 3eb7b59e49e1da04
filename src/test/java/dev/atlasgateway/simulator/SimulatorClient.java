package dev.atlasgateway.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.reply.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Talks to a simulator over real HTTP, as a client of Atlas does. */
final class SimulatorClient implements AutoCloseable {

    static final String FLEX = "application/vnd.atlas.2024-11-13+json";
    static final String ORDERS_DEV = flex("orders-dev");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI baseUrl;

    SimulatorClient(AtlasSimulator simulator) {
        this.baseUrl = simulator.baseUrl();
    }

    static String flex(String name) {
        return "/api/atlas/v2/groups/" + AtlasSimulator.PROJECT + "/flexClusters/" + name;
    }

    static String serverless(String version, String name) {
        return "/api/atlas/" + version + "/groups/" + AtlasSimulator.PROJECT + "/serverless/" + name;
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }

    static String basic(String clientId, String secret) {
        var pair = URLEncoder.encode(clientId, UTF_8) + ":" + URLEncoder.encode(secret, UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    /** A fresh token of the default service account. */
    String token() {
        return json(askForToken(AtlasSimulator.CLIENT_ID, AtlasSimulator.CLIENT_SECRET))
                .get("access_token")
                .stringValue();
    }

    HttpResponse<String> askForToken(String clientId, String secret) {
        return form("/api/oauth/token", basic(clientId, secret), "grant_type=client_credentials");
    }

    HttpResponse<String> form(String path, String authorization, String body) {
        return send(
                "POST",
                path,
                body,
                "Authorization",
                authorization,
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    HttpResponse<String> get(String path, String token) {
        return send("GET", path, "", "Authorization", "Bearer " + token, "Accept", FLEX);
    }

    HttpResponse<String> patch(String path, String token, String body) {
        return send("PATCH", path, body, "Authorization", "Bearer " + token, "Accept", FLEX, "Content-Type", FLEX);
    }

    /** The simulator's own API. */
    HttpResponse<String> control(String method, String path, String body) {
        return send(method, "/simulator" + path, body, "Content-Type", "application/json");
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(baseUrl.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
