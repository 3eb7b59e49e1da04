package dev.atlasgateway.admin.signin.local;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.admin.signin.SignInRejectedException;
import dev.atlasgateway.caller.LoginLimit;
import dev.atlasgateway.policy.Sha256;
import io.github.bucket4j.TimeMeter;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The only local admin, who signs in with a password. */
public final class LocalAdmin {

    private static final byte[] NO_PASSWORD = new byte[0];
    private static final String ALL_ADDRESSES = "";

    private final String name;
    private final byte @Nullable [] password;
    private final LoginLimit limit;

    /** @param password the SHA-256 of the password; null if there is no local admin */
    public LocalAdmin(SignInProperties.Bootstrap settings, byte @Nullable [] password) {
        this.name = settings.name();
        this.password = password;
        this.limit = new LoginLimit(
                List.of(settings.attemptsPerAddress(), settings.attempts()),
                TimeMeter.SYSTEM_NANOTIME,
                (failures, wait) -> SignInRejectedException.limitReached(wait));
    }

    public boolean exists() {
        return password != null;
    }

    /** Returns true for the local admin's name, which is reserved even if there is no local admin. */
    public boolean hasName(String name) {
        return name.equals(this.name);
    }

    /**
     * Returns a hash that ties a session to the present password, or null if there is no local admin. It reveals nothing
     * about the password without the session's secret.
     */
    public byte @Nullable [] passwordSeal(String sessionSecret) {
        return password == null
                ? null
                : Sha256.of(sessionSecret + HexFormat.of().formatHex(password));
    }

    /**
     * Returns the admin if name and password are right. Checking a wrong name takes as long as checking a wrong password.
     *
     * @throws SignInRejectedException if name or password is wrong, or if the login limit is reached
     */
    public Admin authenticate(String name, String password, String address) {
        var rejection = limit.check(List.of(address, ALL_ADDRESSES), () -> reject(name, password));
        if (rejection != null) {
            throw rejection;
        }
        return new Admin(this.name, Set.of(AdminRole.ADMIN), Set.of());
    }

    private @Nullable SignInRejectedException reject(String name, String password) {
        var rightName = MessageDigest.isEqual(Sha256.of(name), Sha256.of(this.name));
        var rightPassword =
                MessageDigest.isEqual(Sha256.of(password), this.password == null ? NO_PASSWORD : this.password);
        if (rightName & rightPassword) {
            return null;
        }
        return rightName ? SignInRejectedException.wrongPassword(this.name) : SignInRejectedException.wrongName();
    }
}
