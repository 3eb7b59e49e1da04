package dev.atlasgateway.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A team's service account at the gateway.
 *
 * @param id {@code mdb_sa_id_} and 24 hexadecimal digits, as Atlas's own
 * @param secrets at most two, so that one can be rotated while the other serves
 */
public record Client(String id, String team, List<Secret> secrets, boolean disabled) implements PolicyObject {

    public Client {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String key() {
        return id;
    }

    /**
     * What is kept of a secret.
     *
     * @param sha256 the digest in lower-case hexadecimal: the secret holds 256 random bits, so no slow hash is needed
     * @param expiresAt null for one that does not expire
     */
    public record Secret(String sha256, @Nullable Instant expiresAt) {

        @Override
        public String toString() {
            return "Secret[expiresAt=" + expiresAt + "]";
        }
    }
}
