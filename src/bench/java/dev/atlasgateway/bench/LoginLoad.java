package dev.atlasgateway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Scanner;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Sends updates one after the other on each of some connections, logged in with a token or an API key: {@code LoginLoad
 * CONNECTIONS SECONDS}.
 *
 * <p>Standard input has a URL without the instance's number and the credentials, a line each, so that they are in no process
 * list: {@code Bearer TOKEN} or {@code Digest PUBLIC_KEY:PRIVATE_KEY}. An API key takes two requests for each call, as with
 * Atlas's clients: the first one without credentials, whose answer is the challenge for the second. Prints the number of
 * calls and the number of those without success.
 */
public final class LoginLoad {

    private static final String BODY = """
            {"terminationProtectionEnabled":true,"tags":[{"key":"owner","value":"payments"},\
            {"key":"environment","value":"load"}]}""";

    private static final String REALM = "MMS Public API";
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]*)\"");
    private static final int INSTANCES = 64;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final String url;
    private final String credentials;

    private LoginLoad(String url, String credentials) {
        this.url = url;
        this.credentials = credentials;
    }

    public static void main(String[] arguments) {
        var lines = new Scanner(System.in);
        var load = new LoginLoad(lines.nextLine(), lines.nextLine());
        load.run(Integer.parseInt(arguments[0]), Duration.ofSeconds(Long.parseLong(arguments[1])));
        System.out.println(load.calls + " " + load.failed);
        System.exit(0);
    }

    private void run(int connections, Duration duration) {
        var end = System.nanoTime() + duration.toNanos();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                callers.execute(() -> {
                    while (System.nanoTime() < end) {
                        call(URI.create(url + calls.incrementAndGet() % INSTANCES));
                    }
                });
            }
        }
    }

    private void call(URI uri) {
        try {
            var answer = send(uri, credentials.startsWith("Bearer ") ? credentials : answer(uri, send(uri, "")));
            if (answer.statusCode() != 200) {
                failed.incrementAndGet();
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<Void> send(URI uri, String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .method("PATCH", BodyPublishers.ofString(BODY))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.discarding());
    }

    /** Returns the answer to a challenge (RFC 7616 with MD5 and qop=auth). */
    private String answer(URI uri, HttpResponse<Void> challenge) {
        var nonce =
                NONCE.matcher(challenge.headers().firstValue("WWW-Authenticate").orElse(""));
        if (!nonce.find()) {
            return "Digest";
        }
        var key = credentials.substring("Digest ".length()).split(":");
        var ha1 = md5(key[0] + ":" + REALM + ":" + key[1]);
        var ha2 = md5("PATCH:" + uri.getRawPath());
        var response = md5(ha1 + ":" + nonce.group(1) + ":00000001:0a4f113b:auth:" + ha2);
        return ("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=MD5, qop=auth,"
                        + " nc=00000001, cnonce=\"0a4f113b\"")
                .formatted(key[0], REALM, nonce.group(1), uri.getRawPath(), response);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
