package dev.atlasgateway.caller;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** OpenID provider that publishes keys and counts their fetches. */
public final class OpenIdProvider implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile JWKSet keys;
    private volatile String namedIssuer;
    private volatile boolean failing;
    private volatile boolean dripping;
    private final CountDownLatch leftByClient = new CountDownLatch(1);

    private OpenIdProvider(HttpServer server, JWK... keys) {
        this.server = server;
        this.keys = new JWKSet(List.of(keys));
        this.namedIssuer = issuer();
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, discovery()));
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, this.keys.toString(true));
        });
        server.start();
    }

    public static OpenIdProvider publishing(JWK... keys) {
        try {
            return new OpenIdProvider(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public String jwkSetUri() {
        return issuer() + "/keys";
    }

    public int fetches() {
        return fetches.get();
    }

    public void publish(JWK... others) {
        keys = new JWKSet(List.of(others));
    }

    /** Names another issuer in the discovery document. */
    void claimToBe(String issuer) {
        namedIssuer = issuer;
    }

    public void fail(boolean fails) {
        failing = fails;
    }

    /** Answers byte by byte, without an end. */
    void drip() {
        dripping = true;
    }

    /** Returns whether the client of an answer that drips has closed its connection. */
    boolean noticesTheEnd() throws InterruptedException {
        return leftByClient.await(10, TimeUnit.SECONDS);
    }

    private void drip(OutputStream body) throws IOException {
        try {
            while (true) {
                body.write(' ');
                body.flush();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        } catch (IOException e) {
            leftByClient.countDown();
            throw e;
        }
    }

    private String discovery() {
        return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(namedIssuer, namedIssuer + "/keys");
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            var body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(failing ? 503 : 200, dripping ? 0 : body.length);
            if (dripping) {
                drip(exchange.getResponseBody());
            }
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
