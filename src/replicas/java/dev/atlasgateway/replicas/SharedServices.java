package dev.atlasgateway.replicas;

import dev.atlasgateway.caller.SigningKeyFile;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.testing.Redis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The PostgreSQL, the Redis and the Atlas of the gateways, all on the loopback address. */
final class SharedServices implements AutoCloseable {

    /** The policy document with which an installation starts. */
    static final String POLICY =
            "file:" + Path.of("src/replicas/resources/replicas-policy.yaml").toAbsolutePath();

    static final String ADMIN_PASSWORD = "correct horse battery staple";

    private final Path folder = emptyFolder();
    private final Store store = new Store(folder.resolve("postgres"));
    private final Redis redis = Redis.started();
    private final AtlasSimulator atlas = AtlasSimulator.start(
            0,
            SimulatorSettings.defaults()
                    .withRateLimit(null)
                    .withUpdating(Duration.ZERO)
                    .withAnyName(true));
    private final Path signingKey = SigningKeyFile.in(folder);

    SharedServices() throws IOException {}

    Store store() {
        return store;
    }

    Redis redis() {
        return redis;
    }

    AtlasSimulator atlas() {
        return atlas;
    }

    Path folder() {
        return folder;
    }

    Callers payments(Balancer balancer) {
        return new Callers(balancer, "mdb_sa_id_665f1c2e9b1d4a0012ab34cd", "mdb_sa_sk_payments");
    }

    Callers capped(Balancer balancer) {
        return new Callers(balancer, "mdb_sa_id_665f1c2e9b1d4a0012ab34ce", "mdb_sa_sk_capped");
    }

    /**
     * Returns production settings, except that calls of a dead replica are settled 2 s after a deadline of 10 s, not 60
     * s after 30 s.
     */
    List<String> settings() {
        return settings(store.url());
    }

    /** Returns the settings with another database. */
    List<String> settings(String url) {
        return List.of(
                "--spring.datasource.url=" + url,
                "--gateway.policy.seed=" + POLICY,
                "--gateway.signin.bootstrap.password=" + ADMIN_PASSWORD,
                "--gateway.caller.signing-key=file:" + signingKey,
                "--gateway.quota.store=redis",
                "--gateway.quota.redis.url=" + redis.url(),
                "--gateway.atlas.base-url=" + atlas.baseUrl(),
                "--gateway.atlas.accounts.default.client-id=" + AtlasSimulator.CLIENT_ID,
                "--gateway.atlas.accounts.default.client-secret=" + AtlasSimulator.CLIENT_SECRET,
                "--gateway.atlas.attempt-timeout=5s",
                "--gateway.atlas.deadline=10s",
                "--gateway.audit.orphan-after=2s",
                "--gateway.audit.sweep-interval=1s");
    }

    private static Path emptyFolder() throws IOException {
        var run = Path.of("target", "replicas", "run").toAbsolutePath();
        return Files.createTempDirectory(
                Files.createDirectories(run), ProcessHandle.current().pid() + "-");
    }

    @Override
    public void close() throws IOException {
        try (store;
                redis;
                atlas) {
            atlas.clearFaults();
        }
    }
}
