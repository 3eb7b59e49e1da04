package dev.atlasgateway.admin.api;

import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.testing.CompanyLogin.Person;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A client of the admin API of the running gateway. */
record AdminApi(Person person) {

    static final RunningGateway GATEWAY = RunningGateway.shared();
    static final AdminApi ADMIN = new AdminApi(Person.ADMIN);
    static final AdminApi AUDITOR = new AdminApi(Person.AUDITOR);

    private static final String ROOT = "/admin/api/v1/";

    static AdminApi leadOf(String team) {
        return new AdminApi(Person.leadOf(team));
    }

    static PolicySnapshot policy() {
        return GATEWAY.part(Policy.class).current();
    }

    static long revision() {
        return policy().revision();
    }

    /** @param headers names and values in turn */
    Reply send(String method, String path, String body, String... headers) {
        var request = request(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return GATEWAY.send(request);
    }

    private HttpRequest.Builder request(String path) {
        return GATEWAY.as(person, path.startsWith("/") ? path : ROOT + path);
    }

    Reply get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** Returns the page and all that follow it. */
    List<Reply> allPages(String path) {
        return Stream.iterate(get(path), Objects::nonNull, page -> {
                    var next = page.header("Link").replaceAll("<(.*)>.*", "$1");
                    return next.isEmpty() ? null : get(next);
                })
                .toList();
    }

    /** Sends a request with a reason. */
    Reply put(String path, String body, String... headers) {
        return send("PUT", path, body, withReason(headers));
    }

    Reply post(String path, String body, String... headers) {
        return send("POST", path, body, withReason(headers));
    }

    Reply delete(String path, String... headers) {
        return send("DELETE", path, "", withReason(headers));
    }

    /** Removes an object in any state, if it exists. */
    static void remove(String path) {
        var separator = path.contains("?") ? "&" : "?";
        var dependents = path.contains("teams/") || path.contains("projects/") ? separator + "dependents=true" : "";
        ADMIN.delete(path + (path.contains("quotas/") ? "" : dependents), "If-Match", "*");
    }

    private static String[] withReason(String... headers) {
        return Stream.concat(Stream.of("X-Change-Reason", "TICKET-1: a test"), Stream.of(headers))
                .toArray(String[]::new);
    }

    /** Returns the place of each error, in order. */
    static List<String> pointers(Reply refused) {
        return refused.json().path("errors").findValuesAsString("pointer");
    }

    static List<String> values(JsonNode items, String field) {
        return items.findValuesAsString(field);
    }
}
