package dev.atlasgateway.admin.signin.local;

import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.policy.Sha256;
import dev.atlasgateway.setting.MountedSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the SHA-256 of the local admin's password. The password is configured, or generated at the first start. */
final class LocalAdminPassword {

    private static final Logger LOG = LoggerFactory.getLogger(LocalAdminPassword.class);
    private static final int RANDOM_BYTES = 24;
    private static final int MIN_LENGTH = 14;
    private static final Pattern SIMULATOR =
            Pattern.compile("http:|https://(localhost|127\\.[0-9.]+|\\[::1])(?=[:/]|$)", Pattern.CASE_INSENSITIVE);

    private LocalAdminPassword() {}

    /**
     * Requires a password that takes too long to guess, unless Atlas is the simulator: at a URL without TLS, or on this host.
     *
     * @throws IllegalStateException if the configured password is too short
     */
    static void requireLength(SignInProperties.Bootstrap bootstrap, Environment environment) {
        var password = bootstrap.password();
        if (bootstrap.enabled() && password != null && !password.isBlank() && isTooShort(password, environment)) {
            throw new IllegalStateException(
                    "gateway.signin.bootstrap.password must have at least %d characters, because gateway.atlas.base-url is not the simulator's"
                            .formatted(MIN_LENGTH));
        }
    }

    private static boolean isTooShort(String password, Environment environment) {
        var atlas = environment.getProperty("gateway.atlas.base-url", "https://cloud.mongodb.com");
        return password.length() < MIN_LENGTH && !SIMULATOR.matcher(atlas).lookingAt();
    }

    /**
     * Returns null if there is no local admin: it is disabled, or it has no configured password and an OpenID provider is
     * configured.
     */
    static byte @Nullable [] hash(SignInProperties.Bootstrap bootstrap, boolean companySignIn, JdbcClient store) {
        if (!bootstrap.enabled()) {
            return null;
        }
        var configured = bootstrap.password();
        var hash = configured == null ? null : hash(configured);
        if (hash != null) {
            return hash;
        }
        return companySignIn ? null : generate(store, bootstrap);
    }

    /**
     * Returns the present hash: that of the start, or of the mounted file that has the password. It is null while the file has
     * a password that is too short.
     */
    static Supplier<byte @Nullable []> reread(
            SignInProperties.Bootstrap bootstrap, byte @Nullable [] atStart, Environment environment) {
        var configured = bootstrap.password();
        return bootstrap.enabled() && configured != null && !configured.isBlank()
                ? MountedSetting.find(environment, "gateway.signin.bootstrap.password")
                        .<Supplier<byte @Nullable []>>map(file -> () -> {
                            var password = file.value();
                            return isTooShort(password, environment) ? null : hash(password);
                        })
                        .orElse(() -> atStart)
                : () -> atStart;
    }

    /** Returns null for an empty password, with which no one may sign in. */
    private static byte @Nullable [] hash(String password) {
        return password.isBlank() ? null : Sha256.of(password);
    }

    /** Only the replica that stores its password keeps it in a file, once. */
    private static byte[] generate(JdbcClient store, SignInProperties.Bootstrap bootstrap) {
        var stored = find(store);
        if (stored.isEmpty()) {
            create(store, bootstrap);
            stored = find(store);
        }
        return stored.orElseThrow();
    }

    private static Optional<byte[]> find(JdbcClient store) {
        return store.sql("select password_sha256 from bootstrap_admin")
                .query(byte[].class)
                .optional();
    }

    /** Writes the file first, because a stored password that is in no file would be lost. */
    private static void create(JdbcClient store, SignInProperties.Bootstrap bootstrap) {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var temporaryFile = write(password, bootstrap.passwordFile());
        var first = store.sql("insert into bootstrap_admin (password_sha256) values (?) on conflict do nothing")
                .param(Sha256.of(password))
                .update();
        if (first == 1) {
            LOG.warn(
                    "The generated password of the local admin {} is in the file {}. Sign in to /console, then delete the file."
                            + " gateway.signin.bootstrap.password sets a password of your own",
                    bootstrap.name(),
                    move(temporaryFile, bootstrap.passwordFile(), store));
        } else {
            temporaryFile.toFile().delete();
        }
    }

    /**
     * Returns a new file beside the configured one, which another replica may have written. Only its owner may read it.
     *
     * @throws IllegalStateException if it cannot be written
     */
    private static Path write(String password, @Nullable Path file) {
        try {
            var temporaryFile = file == null
                    ? Files.createTempFile("atlas-gateway-admin-password-", "")
                    : Files.createTempFile(
                            file.toAbsolutePath().getParent(),
                            file.getFileName().toString(),
                            "");
            return Files.writeString(temporaryFile, password + "\n");
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** @throws IllegalStateException if that fails; the store then forgets the password, for the next start */
    private static Path move(Path temporaryFile, @Nullable Path file, JdbcClient store) {
        try {
            return file == null ? temporaryFile : Files.move(temporaryFile, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            store.sql("delete from bootstrap_admin").update();
            temporaryFile.toFile().delete();
            throw unwritable(e);
        }
    }

    private static IllegalStateException unwritable(IOException e) {
        return new IllegalStateException(
                "gateway.signin.bootstrap.password-file cannot be written: %s. Or set gateway.signin.bootstrap.password"
                        .formatted(e),
                e);
    }
}
