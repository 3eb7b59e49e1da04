package dev.atlasgateway.demo;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.testing.CompanyLogin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Supplies what the gateway needs and the settings do not name: a PostgreSQL, a policy, logins and an Atlas.
 *
 * <p>If the settings name an Atlas service account, the simulator does not start: the same command tries the gateway with
 * the real Atlas.
 */
final class DemoEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The port of the simulated Atlas. */
    static final String SIMULATOR_PORT = "simulator.port";

    /** Where PostgreSQL keeps the demo's data; not set if the settings name a database. */
    static final String DATA = "demo.data";

    /** The OpenID provider of the demo; not set if the settings name one. */
    static final String PROVIDER = "demo.provider";

    /** Encrypts the API key of the demo. It is public, so use another one elsewhere. */
    private static final String ENCRYPTION_KEY = "ZGVtby1vbmx5LWRlbW8tb25seS1kZW1vLW9ubHkhISE=";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        var settings = new HashMap<String, Object>();
        if (!environment.containsProperty("gateway.policy.import")
                && !environment.containsProperty("gateway.policy.seed")) {
            settings.put("gateway.policy.seed", "classpath:demo-policy.yaml");
        }
        if (!environment.containsProperty("gateway.signin.bootstrap.password")) {
            settings.put("gateway.signin.bootstrap.password", "admin");
        }
        if (!environment.containsProperty("gateway.caller.api-keys.encryption-keys[0]")) {
            settings.put("gateway.caller.api-keys.encryption-keys[0]", ENCRYPTION_KEY);
        }
        if (!hasProvider(environment)) {
            settings.putAll(provider());
        }
        if (!environment.containsProperty("gateway.atlas.accounts.default.client-id")) {
            var simulator = simulator(environment.getProperty(SIMULATOR_PORT, Integer.class, 8090));
            context.addApplicationListener(event -> {
                if (event instanceof ContextClosedEvent) {
                    simulator.close();
                }
            });
            settings.put("gateway.atlas.base-url", simulator.baseUrl().toString());
            settings.put("gateway.atlas.accounts.default.client-id", AtlasSimulator.CLIENT_ID);
            settings.put("gateway.atlas.accounts.default.client-secret", AtlasSimulator.CLIENT_SECRET);
        }
        if (!environment.containsProperty("spring.datasource.url")) {
            settings.putAll(postgres());
        }
        environment.getPropertySources().addFirst(new MapPropertySource("demo", settings));
    }

    private static boolean hasProvider(ConfigurableEnvironment environment) {
        return Binder.get(environment)
                .bind("spring.security.oauth2.client.registration", Bindable.mapOf(String.class, Object.class))
                .isBound();
    }

    private static Map<String, Object> provider() {
        var provider = CompanyLogin.start(new DemoSignIn());
        var issuer = provider.issuer();
        var registration = "spring.security.oauth2.client.registration.demo.";
        return Map.of(
                PROVIDER,
                issuer,
                registration + "client-name",
                "Demo company",
                registration + "client-id",
                CompanyLogin.CONSOLE,
                registration + "client-secret",
                CompanyLogin.CONSOLE_SECRET,
                registration + "scope",
                "openid",
                "spring.security.oauth2.client.provider.demo.issuer-uri",
                issuer,
                "gateway.signin.issuers[0].issuer",
                issuer,
                "gateway.signin.issuers[0].audience",
                CompanyLogin.ADMIN_API,
                "gateway.signin.roles.values.gateway-auditors",
                "auditor",
                "gateway.signin.roles.values.team-leads",
                "team-lead");
    }

    private static AtlasSimulator simulator(int port) {
        try {
            return AtlasSimulator.start(port);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof BindException ? new SimulatorPortInUse(port, e) : e;
        }
    }

    private static Map<String, Object> postgres() {
        try {
            var data = Files.createTempDirectory("atlas-gateway-demo");
            var postgres = EmbeddedPostgres.builder().setDataDirectory(data).start();
            return Map.of("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"), DATA, data.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }
}
