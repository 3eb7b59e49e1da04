package dev.atlasgateway.replicas;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.json.JsonMapper;

/** Client of one replica's admin API, as the local admin. */
final class AdminApi implements AutoCloseable {

    private static final String POLICY = "/admin/api/v1/policy";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Replica replica;
    private final String token;

    AdminApi(Replica replica) throws IOException, InterruptedException {
        this.replica = replica;
        var answer = http.send(
                HttpRequest.newBuilder(replica.uri("/admin/api/v1/sign-in"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"name\":\"admin\",\"password\":\"%s\"}".formatted(SharedServices.ADMIN_PASSWORD)))
                        .build(),
                BodyHandlers.ofString());
        token = JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
    }

    /** Returns the policy in force as a document. */
    String policy() throws IOException, InterruptedException {
        return send(request(POLICY).GET()).body();
    }

    void apply(String document) throws IOException, InterruptedException {
        var etag = send(request(POLICY).GET()).headers().firstValue("ETag").orElseThrow();
        send(request(POLICY + ":apply")
                .header("Content-Type", "application/yaml")
                .header("If-Match", etag)
                .header("X-Change-Reason", "a change that every replica is to know of")
                .POST(BodyPublishers.ofString(document)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(replica.uri(path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
        return response;
    }

    @Override
    public void close() {
        http.close();
    }
}
