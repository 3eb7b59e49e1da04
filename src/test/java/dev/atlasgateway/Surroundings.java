package dev.atlasgateway;

import dev.atlasgateway.simulator.AtlasSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;

/**
 * Supplies what the environment does not: a PostgreSQL, the demo policy, and an Atlas.
 *
 * <p>With an Atlas service account configured the simulator stays out, and the same command is a trial against the real
 * Atlas.
 */
final class Surroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final int SIMULATOR_PORT = 8090;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        var defaults = new HashMap<String, Object>();
        if (!environment.containsProperty("gateway.policy.import")
                && !environment.containsProperty("gateway.policy.seed")) {
            defaults.put("gateway.policy.seed", "classpath:demo-policy.yaml");
        }
        if (!environment.containsProperty("gateway.signin.bootstrap.password")) {
            defaults.put("gateway.signin.bootstrap.password", "admin");
        }
        if (!environment.containsProperty("spring.datasource.url")) {
            defaults.put("spring.datasource.url", postgres());
        }
        if (!environment.containsProperty("gateway.atlas.accounts.default.client-id")) {
            var simulator = AtlasSimulator.start(SIMULATOR_PORT);
            context.addApplicationListener(event -> {
                if (event instanceof ContextClosedEvent) {
                    simulator.close();
                }
            });
            defaults.put("gateway.atlas.base-url", simulator.baseUrl());
            defaults.put("gateway.atlas.accounts.default.client-id", "mdb_sa_id_0123456789abcdef01234567");
            defaults.put("gateway.atlas.accounts.default.client-secret", "mdb_sa_sk_simulator");
        }
        environment.getPropertySources().addFirst(new MapPropertySource("surroundings", defaults));
    }

    private static String postgres() {
        try {
            return EmbeddedPostgres.start().getJdbcUrl("postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }
}
