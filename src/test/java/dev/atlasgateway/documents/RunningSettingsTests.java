package dev.atlasgateway.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.AtlasGatewayApplication;
import dev.atlasgateway.testing.CompanyLogin;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.QueuedApplication;
import dev.atlasgateway.testing.Redis;
import dev.atlasgateway.testing.StartsEarly;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether the gateway starts with the settings that pages show, and gives the roles that they promise. */
@StartsEarly
class RunningSettingsTests {

    private static final Page SIGN_IN = Page.of(Path.of("docs/sign-in.md"));
    private static final Pattern EXPORTED = Pattern.compile("([A-Z_]{2,})=(\\S+)");
    private static final CompanyLogin COMPANY = CompanyLogin.start();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    /** Of each provider, with what the page shows for services. */
    @ParameterizedTest
    @ValueSource(strings = {"Keycloak", "Entra ID", "Okta"})
    void letPeopleOfTheCompanyIn(String provider) throws Exception {
        var block = yaml(SIGN_IN.section(provider));
        var settings = block.replaceAll("https://[^\\s/]+\\.(?:com|example)\\S*", COMPANY.issuer());
        try (var gateway = start(settings, Map.of())) {
            for (var role : List.of("team-lead", "auditor", "admin")) { // the admin last, who makes a team
                var claims = claims(gateway, role);
                assertThat(teams(gateway, claims)).as(role).hasSize(role.equals("team-lead") ? 1 : 2);
                assertThat(newTeam(gateway, claims)).as(role).isEqualTo(role.equals("admin") ? 201 : 403);
            }
        }
    }

    @Test
    void letServicesInWithTokensOfTheCompany() throws Exception {
        var settings = yaml(SIGN_IN.section("Services with company tokens")) + yaml(SIGN_IN.section("The local admin"));
        try (var gateway = start(settings, Map.of())) {
            assertThat(gateway.getEnvironment().getProperty("gateway.caller.issuers[0].teams[platform/search]"))
                    .isEqualTo("search");
            assertThat(gateway.getEnvironment().getProperty("gateway.signin.bootstrap.enabled"))
                    .isEqualTo("false");
        }
    }

    @Test
    void areEnoughToStart() throws Exception {
        var blocks = Page.of(Path.of("docs/configuration.md")).blocks("yaml");
        var policy = Path.of("src/test/resources/demo-policy.yaml").toUri().toString();
        try (var redis = Redis.started()) {
            for (var settings : blocks) {
                start(local(settings.replace("rediss://redis.example.com:6379/0", redis.url())), Map.of())
                        .close();
            }
        }
        var shown = Page.of(Path.of("docs/install.md")).section("Without Kubernetes");
        for (var block : shown.split("```\n\n")) { // for a shell, and for systemd
            var variables = EXPORTED.matcher(local(block).replace("file:/etc/gateway/policy.yaml", policy))
                    .results()
                    .collect(toMap(variable -> variable.group(1), variable -> (Object) variable.group(2)));
            if (!variables.isEmpty()) {
                assertThat(variables).hasSizeGreaterThan(5);
                start("", variables).close();
            }
        }
    }

    /** With addresses and files of this machine. */
    private String local(String settings) throws Exception {
        var secret = Files.writeString(folder.resolve("atlas-secret"), "mdb_sa_sk_x");
        var key = folder.resolve("signing.pem");
        var openssl = new ProcessBuilder(
                        "openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", key + "")
                .start();
        assertThat(openssl.waitFor()).isZero();
        return settings.replace("jdbc:postgresql://db/gateway", Postgres.newMigratedUrl())
                .replace("%d/atlas-default", secret.toString())
                .replace("%d/", folder + "/")
                .replace("/var/lib/atlas-gateway/", folder + "/")
                .replace("/etc/gateway/atlas-secret", secret.toString())
                .replace("/etc/gateway/signing.pem", key.toString())
                .replace("      password: ${REDIS_PASSWORD}\n", "");
    }

    private static String yaml(String section) {
        return String.join("\n---\n", new Page(Path.of(""), section).blocks("yaml")) + "\n---\n";
    }

    /** A gateway on ports of its own that has from the page all that the page says, and the rest from here. */
    private ConfigurableApplicationContext start(String settings, Map<String, Object> variables) throws Exception {
        var file = Files.writeString(Files.createTempFile(folder, "settings", ".yaml"), settings);
        var environment = new StandardEnvironment();
        var name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        var system = new HashMap<>(variables);
        List.of("OIDC_CLIENT_SECRET", "DATABASE_PASSWORD").forEach(variable -> system.put(variable, "x"));
        system.put("ADMIN_PASSWORD", "a long password");
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, system));
        return new QueuedApplication(AtlasGatewayApplication.class)
                .environment(environment)
                .properties(Map.of(
                        "spring.datasource.url",
                        Postgres.newMigratedUrl(),
                        "gateway.policy.seed",
                        "classpath:demo-policy.yaml",
                        "gateway.atlas.accounts.default.client-id",
                        "mdb_sa_id_x",
                        "gateway.atlas.accounts.default.client-secret",
                        (settings + variables).matches("(?is).*secret-?file.*") ? "" : "x"))
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--server.shutdown=immediate",
                        "--spring.config.additional-location=" + file.toUri());
    }

    /** Of a person who has the role by the settings, and leads the team "payments". */
    private static Map<String, Object> claims(ConfigurableApplicationContext gateway, String role) {
        var claims = new HashMap<String, Object>();
        claim(gateway, "roles", role, claims);
        claim(gateway, "teams", "payments", claims);
        return claims;
    }

    private static void claim(
            ConfigurableApplicationContext gateway, String kind, String meaning, Map<String, Object> claims) {
        var environment = gateway.getEnvironment();
        var prefix = "gateway.signin." + kind + ".values.";
        var value = environment.getPropertySources().stream()
                .filter(source -> source.getName().contains("settings"))
                .flatMap(source -> List.of(((EnumerablePropertySource<?>) source).getPropertyNames()).stream())
                .filter(name -> name.startsWith(prefix) && meaning.equals(environment.getProperty(name)))
                .map(name -> name.substring(prefix.length()))
                .findFirst()
                .orElse(meaning);
        add(claims, environment.getRequiredProperty("gateway.signin." + kind + ".claim"), value);
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, Object> claims, String path, String value) {
        var parts = path.split("\\.", 2);
        if (parts.length == 2) {
            add((Map<String, Object>) claims.computeIfAbsent(parts[0], name -> new HashMap<>()), parts[1], value);
        } else {
            ((List<String>) claims.computeIfAbsent(path, name -> new ArrayList<>())).add(value);
        }
    }

    private static JsonNode teams(ConfigurableApplicationContext gateway, Map<String, Object> claims) throws Exception {
        var answer =
                HTTP.send(request(gateway, claims, "/teams").GET().build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        return JsonMapper.shared().readTree(answer.body()).path("items");
    }

    private static int newTeam(ConfigurableApplicationContext gateway, Map<String, Object> claims) throws Exception {
        var request = request(gateway, claims, "/teams/new")
                .header("Content-Type", "application/json")
                .header("X-Change-Reason", "the page says who may")
                .header("If-None-Match", "*")
                .PUT(HttpRequest.BodyPublishers.ofString("{}"));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpRequest.Builder request(
            ConfigurableApplicationContext gateway, Map<String, Object> claims, String path) {
        var environment = gateway.getEnvironment();
        var audience = environment.getRequiredProperty("gateway.signin.issuers[0].audience");
        return HttpRequest.newBuilder(URI.create("http://localhost:"
                        + environment.getRequiredProperty("local.server.port") + "/admin/api/v1" + path))
                .header("Authorization", "Bearer " + COMPANY.accessToken(claims, audience));
    }
}
