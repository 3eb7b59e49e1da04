package dev.atlasgateway.image;

import dev.atlasgateway.simulator.AtlasSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL and an Atlas for gateways in processes of their own; all of it on this machine. */
final class Surroundings implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final AtlasSimulator atlas;

    Surroundings() throws IOException {
        postgres = EmbeddedPostgres.start();
        atlas = AtlasSimulator.start(0);
    }

    /** What a gateway is started with. */
    List<String> settings(int port, int management) {
        return List.of(
                "--server.port=" + port,
                "--management.server.port=" + management,
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--gateway.policy.seed=file:"
                        + Path.of("src/test/resources/demo-policy.yaml").toAbsolutePath(),
                "--gateway.quota.team.capacity=1000000",
                "--gateway.signin.bootstrap.password=admin",
                "--gateway.atlas.base-url=" + atlas.baseUrl(),
                "--gateway.atlas.accounts.default.client-id=" + AtlasSimulator.CLIENT_ID,
                "--gateway.atlas.accounts.default.client-secret=" + AtlasSimulator.CLIENT_SECRET);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        atlas.close();
        postgres.close();
    }
}
