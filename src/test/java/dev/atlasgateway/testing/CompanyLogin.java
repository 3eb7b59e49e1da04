package dev.atlasgateway.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The company's OpenID provider, as strict as a real one: a code is good once, for the client, address and PKCE challenge
 * that it was made for. The parameter {@code person} says who is at the browser.
 */
public final class CompanyLogin {

    public static final String CONSOLE = "atlas-gateway-console";
    public static final String CONSOLE_SECRET = "company-secret";
    public static final String ADMIN_API = "atlas-gateway-admin";
    public static final String CALLS = "atlas-gateway";

    private static final RSAKey KEY = newKey();
    private static final RSAKey OTHER_KEY = newKey();

    /** How many seconds the same person gets the same access token. Making one costs more than the call that it is for. */
    private static final int TOKEN_SECONDS = 120;

    private final HttpServer server;
    private final Map<Object, String> accessTokens = new ConcurrentHashMap<>();
    private final HttpHandler page;
    private volatile String issuer;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, List<String>> sessions = new ConcurrentHashMap<>();

    private CompanyLogin(HttpServer server, HttpHandler page) {
        this.server = server;
        this.issuer = "http://localhost:" + server.getAddress().getPort();
        this.page = page;
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, 200, discovery()));
        server.createContext("/keys", exchange -> json(exchange, 200, new JWKSet(KEY.toPublicJWK()).toJSONObject()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/userinfo", exchange -> json(exchange, 200, Map.of("sub", bearerSubject(exchange))));
        server.createContext("/logout", this::logout);
        server.start();
    }

    /** Starts a provider that refuses browsers without the parameter {@code person}. */
    public static CompanyLogin start() {
        return start(CompanyLogin::refuse);
    }

    /** @param page answers browsers that come to {@code /authorize} without the parameter {@code person} */
    public static CompanyLogin start(HttpHandler page) {
        try {
            return new CompanyLogin(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** A person of the company. */
    public record Person(String name, List<String> roles, List<String> teams) {

        public static final Person ADMIN = new Person("ada", List.of("gateway-admins"), List.of());
        public static final Person AUDITOR = new Person("aud", List.of("gateway-auditors"), List.of());
        public static final Person STRANGER = new Person("sam", List.of("cooks"), List.of());

        public static Person leadOf(String... teams) {
            return new Person("lead-of-" + String.join("-", teams), List.of("team-leads"), List.of(teams));
        }

        String spelled() {
            return String.join(";", name, String.join(",", roles), String.join(",", teams));
        }

        static Person of(String spelled) {
            var parts = spelled.split(";", -1);
            return new Person(parts[0], list(parts[1]), list(parts[2]));
        }

        private static List<String> list(String joined) {
            return joined.isEmpty() ? List.of() : List.of(joined.split(","));
        }
    }

    public String issuer() {
        return issuer;
    }

    /** Changes the name and the addresses that it publishes, for a front that passes requests on. */
    public void publishAs(String issuer) {
        this.issuer = issuer;
    }

    /** Returns an access token of the person for one audience or several; the same one for two minutes. */
    public String accessToken(Person person, String... audiences) {
        var period = Instant.now().getEpochSecond() / TOKEN_SECONDS;
        return accessTokens.computeIfAbsent(
                List.of(period, issuer(), person, List.of(audiences)),
                any -> signed(claims(person).audience(List.of(audiences)).build(), "at+jwt", KEY));
    }

    /** An access token for one audience, with claims of the company's own. */
    public String accessToken(Map<String, Object> claims, String audience) {
        var builder = claims(Person.STRANGER).audience(audience);
        claims.forEach(builder::claim);
        return signed(builder.build(), "at+jwt", KEY);
    }

    /** Returns a token that expired a minute ago. */
    public String expiredToken(Person person, String audience) {
        return signed(
                claims(person)
                        .audience(audience)
                        .expirationTime(Date.from(Instant.now().minusSeconds(60)))
                        .build(),
                "at+jwt",
                KEY);
    }

    /** Returns a token with the signature of another key. */
    public String forgedToken(Person person, String audience) {
        var forging = new RSAKey.Builder(OTHER_KEY).keyID(KEY.getKeyID()).build();
        return signed(claims(person).audience(audience).build(), "at+jwt", forging);
    }

    /** Returns the parameter that tells {@code /authorize} who is at the browser. */
    public static String person(Person person) {
        return "person="
                + Base64.getUrlEncoder().encodeToString(person.spelled().getBytes(StandardCharsets.UTF_8));
    }

    private JWTClaimsSet.Builder claims(Person person) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("id-of-" + person.name())
                .claim("preferred_username", person.name())
                .claim("roles", person.roles())
                .claim("teams", person.teams())
                .claim("team", person.teams().isEmpty() ? null : person.teams().getFirst())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    private static String signed(JWTClaimsSet claims, String type, RSAKey key) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .type(new JOSEObjectType(type))
                    .build();
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Object> discovery() {
        return Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/keys",
                "userinfo_endpoint", issuer() + "/userinfo",
                "end_session_endpoint", issuer() + "/logout",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = form(exchange.getRequestURI().getRawQuery());
            if (asked.containsKey("person")) {
                var code = UUID.randomUUID().toString();
                codes.put(code, asked);
                sendBack(exchange, "code=" + code);
            } else {
                page.handle(exchange);
            }
        }
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        sendBack(exchange, "error=access_denied");
    }

    private static void sendBack(HttpExchange exchange, String answer) throws IOException {
        var asked = form(exchange.getRequestURI().getRawQuery());
        exchange.getResponseHeaders()
                .set("Location", asked.get("redirect_uri") + "?" + answer + "&state=" + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var asked = codes.remove(form.getOrDefault("code", ""));
        var basic = "Basic "
                + Base64.getEncoder().encodeToString((CONSOLE + ":" + CONSOLE_SECRET).getBytes(StandardCharsets.UTF_8));
        if (asked == null
                || !basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !asked.get("redirect_uri").equals(form.get("redirect_uri"))
                || !asked.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")))) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        var person = Person.of(new String(Base64.getUrlDecoder().decode(asked.get("person")), StandardCharsets.UTF_8));
        var session = UUID.randomUUID().toString();
        sessions.computeIfAbsent(person.name(), ignored -> new CopyOnWriteArrayList<>())
                .add(session);
        var idToken = signed(
                claims(person)
                        .audience(CONSOLE)
                        .claim("sid", session)
                        .claim("nonce", asked.get("nonce"))
                        .build(),
                "JWT",
                KEY);
        json(
                exchange,
                200,
                Map.of(
                        "access_token",
                        accessToken(person, ADMIN_API),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        600,
                        "id_token",
                        idToken));
    }

    /** Returns the sessions of the person, oldest first. */
    public List<String> sessions(Person person) {
        return sessions.getOrDefault(person.name(), List.of());
    }

    /**
     * Returns a logout token of the person.
     *
     * @param claims overrides claims; null removes one
     */
    public String logoutToken(Person person, Map<String, @Nullable Object> claims) {
        var builder = claims(person)
                .audience(CONSOLE)
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        claims.forEach(builder::claim);
        return signed(builder.build(), "logout+jwt", KEY);
    }

    /** Returns to the client if it proves the session by its ID token. */
    private void logout(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = form(exchange.getRequestURI().getRawQuery());
            var idToken = SignedJWT.parse(asked.get("id_token_hint"));
            var claims = idToken.getJWTClaimsSet();
            if (idToken.verify(new RSASSAVerifier(KEY)) && claims.getAudience().contains(CONSOLE)) {
                sessions.values().forEach(all -> all.remove(claims.getClaim("sid")));
                exchange.getResponseHeaders().set("Location", asked.get("post_logout_redirect_uri"));
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.sendResponseHeaders(400, -1);
            }
        } catch (ParseException | JOSEException e) {
            throw new IOException(e);
        }
    }

    private static String bearerSubject(HttpExchange exchange) {
        try {
            var header = exchange.getRequestHeaders().getFirst("Authorization");
            return SignedJWT.parse(header.substring("Bearer ".length()))
                    .getJWTClaimsSet()
                    .getSubject();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the PKCE challenge of a verifier. */
    public static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The fields of a form or query. */
    public static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static void json(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        try (exchange) {
            var bytes = JsonMapper.shared().writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
