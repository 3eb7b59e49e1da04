package dev.atlasgateway.admin.signin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.admin.signin.SignInProperties.Bootstrap;
import dev.atlasgateway.admin.signin.SignInRejectedException;
import dev.atlasgateway.policy.Sha256;
import dev.atlasgateway.testing.KubeletMount;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.ReadsOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** The local admin's password. */
@ReadsOutput
class LocalAdminTests {

    private static final Pattern NAMED_FILE =
            Pattern.compile("of the local admin root-of-all is in the file (\\S+)\\. ");

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final JdbcClient store = JdbcClient.create(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void usesTheConfiguredPassword() {
        assertThat(LocalAdminPassword.hash(bootstrap(true, "configured"), false, store))
                .isEqualTo(Sha256.of("configured"));
        assertThat(LocalAdminPassword.hash(bootstrap(true, "configured"), true, store))
                .as("beside an OpenID provider")
                .isEqualTo(Sha256.of("configured"));
    }

    @ParameterizedTest
    @CsvSource({
        "true, thirteenchars, https://cloud.mongodb.com, true",
        "true, admin, https://localhost.example.com, true",
        "true, fourteen chars, https://cloud.mongodb.com, false",
        "true, , https://cloud.mongodb.com, false",
        "true, ' ', https://cloud.mongodb.com, false",
        "false, admin, https://cloud.mongodb.com, false",
        "true, admin, http://simulator:8090, false",
        "true, admin, https://localhost:8090, false",
        "true, admin, https://127.0.0.1, false",
        "true, admin, https://[::1]/atlas, false"
    })
    void needsALongPasswordWithTheRealAtlas(boolean enabled, @Nullable String password, String atlas, boolean refused) {
        var environment = new MockEnvironment().withProperty("gateway.atlas.base-url", atlas);
        var check = assertThatCode(() -> LocalAdminPassword.requireLength(bootstrap(enabled, password), environment));
        if (refused) {
            check.hasMessageContaining("at least 14 characters");
        } else {
            check.doesNotThrowAnyException();
        }
    }

    @Test
    void signsInWithThePasswordThatTheMountedFileHasNow(@TempDir Path folder) throws IOException {
        var setting = "gateway.signin.bootstrap.password";
        KubeletMount.write(folder, Map.of(setting, "old\n"));
        var environment = new StandardEnvironment();
        environment.getPropertySources().addLast(new ConfigTreePropertySource("secrets", folder));
        environment.getPropertySources().addLast(atlas("http://simulator"));
        var settings = bootstrap(true, "old");
        var atStart = LocalAdminPassword.hash(settings, false, store);
        var admin = new LocalAdmin(settings, LocalAdminPassword.reread(settings, atStart, environment));
        var seal = admin.passwordSeal("secret of a session");
        assertThat(admin.authenticate("root-of-all", "old", "here").name()).isEqualTo("root-of-all");

        KubeletMount.write(folder, Map.of(setting, "new\n"));
        assertThat(admin.authenticate("root-of-all", "new", "here").name()).isEqualTo("root-of-all");
        assertThatThrownBy(() -> admin.authenticate("root-of-all", "old", "here"))
                .isInstanceOf(SignInRejectedException.class);
        assertThat(admin.passwordSeal("secret of a session"))
                .as("which ends the sessions of the old password")
                .isNotEqualTo(seal);

        environment.getPropertySources().addFirst(atlas("https://cloud.mongodb.com"));
        assertThat(admin.exists())
                .as("with a short password and the real Atlas")
                .isFalse();

        KubeletMount.write(folder, Map.of(setting, "\n"));
        assertThat(admin.exists()).as("with an empty password").isFalse();
        assertThatThrownBy(() -> admin.authenticate("root-of-all", "", "here"))
                .isInstanceOf(SignInRejectedException.class);
    }

    @Test
    void writesTheGeneratedPasswordOfTheFirstStartToAFileOfItsOwnerOnceAndNeverToTheLog(CapturedOutput output)
            throws IOException {
        var made = LocalAdminPassword.hash(bootstrap(true, null), false, store);
        var named = NAMED_FILE.matcher(output);
        assertThat(named.find()).isTrue();
        var file = Path.of(named.group(1));
        try {
            var password = Files.readString(file).strip();
            assertThat(made).isEqualTo(Sha256.of(password));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");

            var ofAnotherReplica = LocalAdminPassword.hash(bootstrap(true, null), false, store);
            assertThat(ofAnotherReplica).isEqualTo(made);
            assertThat(NAMED_FILE.matcher(output).results().count()).isEqualTo(1);
            assertThat(output).doesNotContain(password);
            assertThat(admin(made, 1)
                            .authenticate("root-of-all", password, "here")
                            .seesAll())
                    .isTrue();
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void writesThePasswordToTheConfiguredFileOrStoresNone(@TempDir Path folder) throws IOException {
        var missing = new Bootstrap(true, "root-of-all", null, folder.resolve("missing/password"), 10, 200);
        assertThatThrownBy(() -> LocalAdminPassword.hash(missing, false, store))
                .hasMessageStartingWith("gateway.signin.bootstrap.password-file cannot be written")
                .hasMessageEndingWith("Or set gateway.signin.bootstrap.password");

        var file = Files.writeString(folder.resolve("password"), "of an earlier store");
        var made = LocalAdminPassword.hash(new Bootstrap(true, "root-of-all", null, file, 10, 200), false, store);
        assertThat(made).isEqualTo(Sha256.of(Files.readString(file).strip()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("password");
    }

    @Test
    void losesNoPasswordIfItStopsBesideTheInsert(@TempDir Path folder) {
        store.sql("alter table bootstrap_admin add check (false)").update();
        var bootstrap = new Bootstrap(true, "root-of-all", null, folder.resolve("password"), 10, 200);
        assertThatThrownBy(() -> LocalAdminPassword.hash(bootstrap, false, store))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(folder).isDirectoryContaining("glob:**/password*");
    }

    @Test
    void storesNoPasswordIfTheFileCannotGetItsName(@TempDir Path folder) throws IOException {
        var taken = Files.createDirectories(folder.resolve("password/full")).getParent();
        assertThatThrownBy(() ->
                        LocalAdminPassword.hash(new Bootstrap(true, "root-of-all", null, taken, 10, 200), false, store))
                .hasMessageStartingWith("gateway.signin.bootstrap.password-file cannot be written");
        assertThat(store.sql("select 1 from bootstrap_admin").query().listOfRows())
                .isEmpty();
        assertThat(folder.toFile().list()).containsExactly("password");
    }

    @Test
    void leavesOnlyTheFileOfTheFastestReplica(@TempDir Path folder) throws Exception {
        var file = folder.resolve("password");
        var bootstrap = new Bootstrap(true, "root-of-all", null, file, 10, 200);
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var hashes =
                    replicas.invokeAll(Collections.nCopies(8, () -> LocalAdminPassword.hash(bootstrap, false, store)));
            var password = Files.readString(file).strip();
            assertThat(hashes).allSatisfy(hash -> assertThat(hash.get()).isEqualTo(Sha256.of(password)));
        }
        assertThat(folder.toFile().list()).containsExactly("password");
    }

    @Test
    void canBeDisabledWithAnyPassword(CapturedOutput output) {
        assertThat(LocalAdminPassword.hash(bootstrap(false, "configured"), false, store))
                .isNull();
        assertThat(LocalAdminPassword.hash(bootstrap(false, null), false, store))
                .isNull();
        assertThat(output).doesNotContain("password");
        for (var password : new String[] {"configured", "", "null"}) {
            assertThatThrownBy(() -> admin(null, 10).authenticate("root-of-all", password, "here"))
                    .isInstanceOf(SignInRejectedException.class);
        }
    }

    @Test
    void generatesNoPasswordIfAnOpenIdProviderIsConfigured(CapturedOutput output) {
        assertThat(LocalAdminPassword.hash(bootstrap(true, " "), true, store)).isNull();
        assertThat(output).doesNotContain("password");
    }

    @Test
    void rejectsAFloodOfWrongPasswordsUnchecked() {
        var admin = admin(Sha256.of("right"), 2);
        assertThatThrownBy(() -> admin.authenticate("root-of-all", "wrong", "here"))
                .hasMessageContaining("is wrong");
        admin.authenticate("root-of-all", "right", "here");
        assertThatThrownBy(() -> admin.authenticate("root-of-all", "wrong", "here"))
                .hasMessageContaining("is wrong");
        assertThatThrownBy(() -> admin.authenticate("root-of-all", "right", "here"))
                .hasMessageContaining("Too many attempts");
        assertThat(admin.authenticate("root-of-all", "right", "elsewhere").name())
                .isEqualTo("root-of-all");
    }

    @Test
    void acceptsTheRightPasswordAlthoughWrongNamesHaveReachedTheLimitOfTheAddressAndOfAll() {
        var admin = admin(Sha256.of("right"), 2);
        for (int i = 0; i < 200; i++) {
            var name = "other-" + i;
            var address = i < 5 ? "here" : "address-" + i;
            assertThatThrownBy(() -> admin.authenticate(name, "right", address))
                    .isInstanceOf(SignInRejectedException.class);
        }
        assertThatThrownBy(() -> admin.authenticate("another", "right", "elsewhere"))
                .hasMessageContaining("Too many attempts");
        assertThatThrownBy(() -> admin.authenticate("root-of-all", "wrong", "elsewhere"))
                .as("does not tell the admin's name from others")
                .hasMessageContaining("Too many attempts");
        assertThat(admin.authenticate("root-of-all", "right", "here").name()).isEqualTo("root-of-all");
    }

    @Test
    void checksNoMorePasswordsInAllThanTheLimitButAtAddressesWhereTheAdminHasSignedIn() {
        var admin = admin(Sha256.of("right"), 1);
        admin.authenticate("root-of-all", "right", "home");
        for (int i = 0; i < 100; i++) {
            var address = "address-" + i;
            assertThatThrownBy(() -> admin.authenticate("root-of-all", "wrong", address))
                    .hasMessageContaining("is wrong");
        }
        assertThatThrownBy(() -> admin.authenticate("root-of-all", "right", "elsewhere"))
                .hasMessageContaining("Too many attempts");
        assertThat(admin.authenticate("root-of-all", "right", "home").name()).isEqualTo("root-of-all");
        assertThatThrownBy(() -> admin.authenticate("root-of-all", "wrong", "home"))
                .hasMessageContaining("Too many attempts");
        assertThatThrownBy(() -> admin.authenticate("root-of-all", "right", "home"))
                .hasMessageContaining("Too many attempts");
    }

    @Test
    void rejectsAPasswordOfAnyLength() {
        var admin = admin(Sha256.of(""), 5);
        for (var length : new int[] {1_001, 10_000_000}) {
            assertThatThrownBy(
                            () -> admin(Sha256.of("right"), 5).authenticate("root-of-all", "x".repeat(length), "here"))
                    .hasMessageContaining("is wrong");
        }
        assertThatThrownBy(() -> admin.authenticate("x".repeat(10_000_000), "", "here"))
                .hasMessageContaining("is wrong");
    }

    private static LocalAdmin admin(byte @Nullable [] password, int attempts) {
        return new LocalAdmin(new Bootstrap(true, "root-of-all", null, null, attempts, 100), () -> password);
    }

    private static MapPropertySource atlas(String url) {
        return new MapPropertySource(url, Map.of("gateway.atlas.base-url", url));
    }

    private static Bootstrap bootstrap(boolean enabled, @Nullable String password) {
        return new Bootstrap(enabled, "root-of-all", password, null, 10, 200);
    }
}
