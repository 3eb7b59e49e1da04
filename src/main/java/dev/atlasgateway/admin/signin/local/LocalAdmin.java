package dev.atlasgateway.admin.signin.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The only local admin, who signs in with a password. */
public final class LocalAdmin {

    private static final byte[] NO_PASSWORD = new byte[0];
    private static final String ALL_ADDRESSES = "";
    private static final int MAX_OWN_ADDRESSES = 100;

    private final String name;
    private final Supplier<byte @Nullable []> hash;
    private final LoginLimit limit;
    private final Cache<String, Boolean> ownAddresses =
            Caffeine.newBuilder().maximumSize(MAX_OWN_ADDRESSES).build();

    /** @param hash returns the SHA-256 of the present password; null if there is no local admin */
    public LocalAdmin(SignInProperties.Bootstrap settings, Supplier<byte @Nullable []> hash) {
        this.name = settings.name();
        this.hash = hash;
        var limits = List.of(settings.attemptsPerAddress(), settings.attempts());
        this.limit = new LoginLimit(
                limits,
                limits,
                TimeMeter.SYSTEM_NANOTIME,
                (failures, wait) -> SignInRejectedException.limitReached(wait));
    }

    /** A source of guesses at the password of the admin, or of a name that no admin has. */
    private record GuessSource(boolean rightName, String address) {}

    public boolean exists() {
        return hash.get() != null;
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
        var password = hash.get();
        return password == null
                ? null
                : Sha256.of(sessionSecret + HexFormat.of().formatHex(password));
    }

    /**
     * Returns the admin if name and password are right. Checking a wrong name takes as long as checking a wrong password.
     *
     * <p>Wrong names do not keep the admin out. Wrong passwords under the admin's name do: at their address, and if they
     * are too many in all, at every address from which the admin has not signed in before.
     *
     * @throws SignInRejectedException if name or password is wrong, or if the login limit is reached
     */
    public Admin authenticate(String name, String password, String address) {
        var rightName = MessageDigest.isEqual(hash(name), hash(this.name));
        var origin = ownAddresses.getIfPresent(address) == null ? ALL_ADDRESSES : address;
        var own = List.of(new GuessSource(rightName, address), new GuessSource(rightName, origin));
        var login = new LoginLimit.Login(rightName, own, List.of(address, ALL_ADDRESSES));
        var rejection = limit.check(login, () -> reject(rightName, password));
        if (rejection != null) {
            throw rejection;
        }
        ownAddresses.put(address, true);
        return new Admin(this.name, Set.of(AdminRole.ADMIN), Set.of());
    }

    private @Nullable SignInRejectedException reject(boolean rightName, String password) {
        var rightPassword = MessageDigest.isEqual(hash(password), Objects.requireNonNullElse(hash.get(), NO_PASSWORD));
        if (rightName & rightPassword) {
            return null;
        }
        return rightName ? SignInRejectedException.wrongPassword(this.name) : SignInRejectedException.wrongName();
    }

    /** Hashes a name or a password that may be of any length. A longer one than a password can be is wrong anyway. */
    private static byte[] hash(String typed) {
        return Sha256.of(typed.length() > SignInProperties.Bootstrap.MAX_PASSWORD_LENGTH ? "" : typed);
    }
}
