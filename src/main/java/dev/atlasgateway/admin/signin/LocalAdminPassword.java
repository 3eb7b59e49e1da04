package dev.atlasgateway.admin.signin;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SHA-256 of the local admin's password: of the configured one, or of one that the first start of all made. */
final class LocalAdminPassword {

    private static final int RANDOM_BYTES = 24;

    private LocalAdminPassword() {}

    /**
     * Null if there is no local admin: switched off, or no password configured while others can sign in.
     *
     * @param others whether an OpenID provider is configured
     */
    static byte @Nullable [] of(SigninProperties.Bootstrap bootstrap, boolean others, JdbcClient store) {
        if (!bootstrap.enabled()) {
            return null;
        }
        var configured = bootstrap.password();
        if (configured != null && !configured.isBlank()) {
            return Sha256.of(configured);
        }
        return others ? null : made(store, bootstrap.name());
    }

    /** Whichever replica is first prints it; there is no second time. */
    private static byte[] made(JdbcClient store, String name) {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var first = store.sql("insert into bootstrap_admin (password_sha256) values (?) on conflict do nothing")
                .param(Sha256.of(password))
                .update();
        if (first == 1) {
            System.out.printf(
                    "%nSign in to /console as %s with the password %s%nIt is not shown again; gateway.signin.bootstrap.password sets one of your own.%n%n",
                    name, password);
        }
        return store.sql("select password_sha256 from bootstrap_admin")
                .query(byte[].class)
                .single();
    }
}
