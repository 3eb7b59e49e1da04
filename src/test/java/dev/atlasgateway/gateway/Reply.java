package dev.atlasgateway.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer. */
public record Reply(int status, HttpHeaders headers, String body) {

    public static Reply to(HttpClient http, HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    public String errorCode() {
        return json().path("errorCode").asString("");
    }

    /** Returns the challenge of Bearer tokens, which stands after that of API keys. */
    public String bearerChallenge() {
        return headers.allValues("WWW-Authenticate").getLast();
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
