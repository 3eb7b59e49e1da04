package dev.atlasgateway.image;

import dev.atlasgateway.caller.SigningKeyFile;
import dev.atlasgateway.simulator.AtlasSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** The PostgreSQL and the simulated Atlas of the rehearsed gateways, all on this machine. */
final class RehearsalEnvironment implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedPostgres postgres;
    private final Path folder = Files.createTempDirectory("rehearsal");

    /** A signing key, as production has one. Else each measured start would make one. */
    private final Path signingKey = SigningKeyFile.in(folder);

    private final Path policy =
            Files.copy(Path.of("src/test/resources/demo-policy.yaml"), folder.resolve("policy.yaml"));

    private final int port = freePort();
    private final Process atlas;

    RehearsalEnvironment(Image image) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")); // for the image's user
        postgres = EmbeddedPostgres.start();
        atlas = new ProcessBuilder(image.simulator("127.0.0.1:" + port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var began = System.nanoTime();
        while (new ProcessBuilder(image.simulatorHealth(port))
                        .inheritIO()
                        .start()
                        .waitFor()
                != 0) {
            if (!atlas.isAlive() || System.nanoTime() - began > PATIENCE.toNanos()) {
                close();
                throw new IllegalStateException("The simulated Atlas did not start");
            }
        }
    }

    /** Returns the settings of a gateway. */
    List<String> settings(int port, int management) {
        return List.of(
                "--server.port=" + port,
                "--management.server.port=" + management,
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--gateway.policy.seed=file:" + policy,
                "--gateway.caller.signing-key=file:" + signingKey,
                "--gateway.quota.team.capacity=1000000",
                "--gateway.signin.bootstrap.password=admin",
                "--gateway.atlas.base-url=http://127.0.0.1:" + this.port,
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
        atlas.destroy();
        postgres.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
