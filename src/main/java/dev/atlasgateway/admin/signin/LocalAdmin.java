package dev.atlasgateway.admin.signin;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one local admin, known by a password. */
final class LocalAdmin {

    private static final byte[] NO_PASSWORD = new byte[0];

    private final String name;
    private final byte @Nullable [] password;
    private final SignInLimit limit;

    /** @param password its SHA-256; null if there is no such admin */
    LocalAdmin(String name, byte @Nullable [] password, SignInLimit limit) {
        this.name = name;
        this.password = password;
        this.limit = limit;
    }

    boolean exists() {
        return password != null;
    }

    /** As nobody else is, whether or not there is one. */
    boolean isCalled(String name) {
        return name.equals(this.name);
    }

    /**
     * What ties a session to the present password; null if there is no such admin. Without the session's secret nobody
     * can guess at the password by it.
     *
     * @param secret the session's
     */
    byte @Nullable [] seal(String secret) {
        return password == null ? null : Sha256.of(secret + HexFormat.of().formatHex(password));
    }

    /**
     * The admin, if name and password are right; a wrong name takes as long as a wrong password.
     *
     * @throws SignInRefused if they are not, or too many were wrong of late to look at these
     */
    Admin authenticate(String name, String password, String address) {
        limit.attempt(address);
        var named = MessageDigest.isEqual(Sha256.of(name), Sha256.of(this.name));
        var known = MessageDigest.isEqual(Sha256.of(password), this.password == null ? NO_PASSWORD : this.password);
        if (!(named & known)) {
            throw named ? SignInRefused.wrongPassword(this.name) : SignInRefused.wrongName();
        }
        limit.succeeded(address);
        return new Admin(this.name, Set.of(AdminRole.ADMIN), Set.of());
    }
}
