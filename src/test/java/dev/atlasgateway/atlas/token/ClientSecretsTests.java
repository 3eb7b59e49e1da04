package dev.atlasgateway.atlas.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.atlas.AtlasClientFixture;
import dev.atlasgateway.atlas.TestClock;
import dev.atlasgateway.atlas.token.Credential.NoToken;
import dev.atlasgateway.atlas.token.Credential.Token;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.journal.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSecretsTests {

    private final TestClock clock = new TestClock();
    private final AtlasSimulator simulator =
            AtlasSimulator.start(0, SimulatorSettings.forLoad().withClock(clock));

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void triesTheSecondSecretIfAtlasRejectsTheFirstAndRemembersIt() {
        try (var rotating = AtlasClientFixture.at(
                clock,
                simulator.baseUrl(),
                "accounts.main.client-secret=",
                "accounts.main.client-secrets=mdb_sa_sk_old," + AtlasSimulator.CLIENT_SECRET)) {
            assertThat(rotating.tokens().current(soon())).isInstanceOf(Token.class);
            assertThat(simulator.received()).extracting(ReceivedRequest::status).containsExactly(401, 200);
            clock.advance(Duration.ofHours(2));
            assertThat(rotating.tokens().current(soon())).isInstanceOf(Token.class);
            assertThat(simulator.received()).extracting(ReceivedRequest::status).containsExactly(401, 200, 200);
        }
    }

    @Test
    void readsTheSecretFileForEachToken() throws IOException {
        var file = Files.writeString(directory.resolve("secret"), AtlasSimulator.CLIENT_SECRET + "\n");
        try (var fromFile = fromFile(file)) {
            assertThat(fromFile.tokens().current(soon())).isInstanceOf(Token.class);
            rotate("mdb_sa_sk_next");
            Files.writeString(file, "mdb_sa_sk_next\n");
            clock.advance(Duration.ofHours(2));
            assertThat(fromFile.tokens().current(soon())).isInstanceOf(Token.class);
        }
    }

    @Test
    void retriesAtOnceWhenTheSecretFileHasChanged() throws IOException {
        var file = Files.writeString(directory.resolve("secret"), "mdb_sa_sk_wrong\n");
        try (var fromFile = fromFile(file)) {
            assertThat(fromFile.tokens().current(soon())).isInstanceOf(NoToken.class);
            assertThat(fromFile.tokens().current(soon())).isInstanceOf(NoToken.class);
            assertThat(simulator.received()).hasSize(1);
            Files.writeString(file, "\n" + AtlasSimulator.CLIENT_SECRET + "\nmdb_sa_sk_wrong\n");
            Files.setLastModifiedTime(
                    file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 5000));
            assertThat(fromFile.tokens().current(soon())).isInstanceOf(Token.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF%s", "\uFEFF%s\r\n", "\uFEFF\r\n%s\r\n", " %s \n\n", "%s"})
    void readsASecretWithoutTheByteOrderMarkAndTheWhiteSpaceAroundIt(String content) throws IOException {
        var written = content.formatted(AtlasSimulator.CLIENT_SECRET);
        try (var fromFile = fromFile(Files.writeString(directory.resolve("secret"), written));
                var configured =
                        AtlasClientFixture.at(clock, simulator.baseUrl(), "accounts.main.client-secret=" + written)) {
            assertThat(fromFile.tokens().current(soon())).isInstanceOf(Token.class);
            assertThat(configured.tokens().current(soon())).isInstanceOf(Token.class);
            assertThat(simulator.received()).extracting(ReceivedRequest::status).containsExactly(200, 200);
        }
    }

    @Test
    void reportsAMissingSecretFile() throws IOException {
        var file = Files.writeString(directory.resolve("secret"), AtlasSimulator.CLIENT_SECRET);
        try (var fromFile = fromFile(file)) {
            Files.delete(file);
            assertThat(fromFile.tokens().current(soon())).isInstanceOf(NoToken.class);
            assertThat(fromFile.tokens().lastError()).isEqualTo(TokenResult.MintError.NO_SECRET);
        }
    }

    private Instant soon() {
        return clock.instant().plusSeconds(10);
    }

    private AtlasClientFixture fromFile(Path file) {
        return AtlasClientFixture.at(
                clock, simulator.baseUrl(), "accounts.main.client-secret=", "accounts.main.secret-file=" + file);
    }

    private void rotate(String next) {
        simulator.removeSecret(AtlasSimulator.CLIENT_ID, AtlasSimulator.CLIENT_SECRET);
        simulator.addServiceAccount(AtlasSimulator.CLIENT_ID, next);
    }
}
