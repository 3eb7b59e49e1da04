package dev.atlasgateway.admin.signin.local;

import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.policy.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the SHA-256 of the local admin's password. The password is configured, or generated at the first start. */
final class LocalAdminPassword {

    private static final int RANDOM_BYTES = 24;

    private LocalAdminPassword() {}

    /**
     * Returns null if there is no local admin: it is disabled, or it has no configured password and an OpenID provider is
     * configured.
     */
    static byte @Nullable [] hash(SignInProperties.Bootstrap bootstrap, boolean companySignIn, JdbcClient store) {
        if (!bootstrap.enabled()) {
            return null;
        }
        var configured = bootstrap.password();
        if (configured != null && !configured.isBlank()) {
            return Sha256.of(configured);
        }
        return companySignIn ? null : generate(store, bootstrap.name());
    }

    /** Only the replica that stores its password prints it, once. */
    private static byte[] generate(JdbcClient store, String name) {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var first = store.sql("insert into bootstrap_admin (password_sha256) values (?) on conflict do nothing")
                .param(Sha256.of(password))
                .update();
        if (first == 1) {
            System.out.printf(
                    "%nSign in to /console as %s with the password %s%nIt is not shown again. Set gateway.signin.bootstrap.password to choose your own.%n%n",
                    name, password);
        }
        return store.sql("select password_sha256 from bootstrap_admin")
                .query(byte[].class)
                .single();
    }
}
