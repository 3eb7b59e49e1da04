package dev.atlasgateway.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.atlasgateway.policy.field.Expiry;
import dev.atlasgateway.policy.field.Field;
import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.policy.field.ObjectDescription;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A team's service account at the gateway.
 *
 * @param id {@code mdb_sa_id_} and 24 hexadecimal digits, like a service account of Atlas
 * @param secrets at most two, so that a client can change from one to the other
 */
public record Client(String id, String team, List<Secret> secrets, boolean disabled) implements PolicyObject {

    private static final int FINGERPRINT = 8;

    public Client {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String key() {
        return id;
    }

    /** Describes the fields for documents, the API, the console and the JSON schema. */
    static ObjectDescription<Client> description() {
        var team = Field.required("team", "Team", FieldTypes.TEAM_NAME, Client::team, "The team that logs in with it.");
        var secrets = Field.required(
                        "secrets",
                        "Secrets",
                        SecretType.LIST,
                        Client::secrets,
                        "At most two, so that one can be rotated while the other is valid. Without a secret the client cannot log in.")
                .withStandIn(List.of());
        Field<Client, Boolean> disabled =
                FieldTypes.disabled(Client::disabled, "Refuses the client, beginning with its next request.");
        return new ObjectDescription<>(
                List.of("clients"),
                List.of("id"),
                FieldTypes.CLIENT_ID,
                "A team's service account at the gateway.",
                "The service accounts that teams log in with at POST /api/oauth/token, by id: mdb_sa_id_ and 24 lower-case"
                        + " hexadecimal digits.",
                List.of(team, secrets, disabled),
                (id, values) ->
                        new Client(id, values.require(team), values.require(secrets), values.require(disabled)));
    }

    /** Returns the secrets that the gateway accepts at that time. */
    public List<Secret> activeSecrets(Instant now) {
        return secrets.stream().filter(secret -> secret.isActiveAt(now)).toList();
    }

    /**
     * Returns this client with one more secret, and without those that have ended.
     *
     * @param end the latest end of the present secret; null to keep its end
     */
    public Client withNewSecret(Secret secret, @Nullable Instant end, Instant now) {
        var all = Stream.concat(activeSecrets(now).stream().map(present -> present.endingBy(end)), Stream.of(secret));
        return with(all.toList());
    }

    /** Returns this client with another end of one secret; null for no end. */
    public Client withEnd(String fingerprint, @Nullable Instant expiresAt) {
        return with(secrets.stream()
                .map(secret -> secret.hasFingerprint(fingerprint) ? new Secret(secret.sha256(), expiresAt) : secret)
                .toList());
    }

    /** Returns this client without one secret. */
    public Client withoutSecret(String fingerprint) {
        return with(secrets.stream()
                .filter(secret -> !secret.hasFingerprint(fingerprint))
                .toList());
    }

    public Client withDisabled(boolean disabled) {
        return new Client(id, team, secrets, disabled);
    }

    private Client with(List<Secret> others) {
        return new Client(id, team, others, disabled);
    }

    /**
     * A secret, of which only the digest is stored.
     *
     * @param sha256 the digest in lower-case hexadecimal. A fast hash is enough, because the secret consists of 256
     *     random bits
     * @param expiresAt the end; null if the secret does not expire
     */
    public record Secret(String sha256, @Nullable Instant expiresAt) {

        public Secret {
            expiresAt = Expiry.truncate(expiresAt);
        }

        /** Returns what is stored of a secret in plain text. */
        public static Secret of(String plain, @Nullable Instant expiresAt) {
            return new Secret(Sha256.hex(plain), expiresAt);
        }

        /** Whether this is the secret, compared in constant time. */
        public boolean matches(String plain) {
            return MessageDigest.isEqual(
                    sha256.getBytes(US_ASCII), Sha256.hex(plain).getBytes(US_ASCII));
        }

        /** Returns the beginning of the digest, by which people tell a client's secrets apart. */
        public String fingerprint() {
            return sha256.substring(0, FINGERPRINT);
        }

        /** Whether the digest begins with these digits, which are at least a fingerprint. */
        public boolean hasFingerprint(String fingerprint) {
            return fingerprint.length() >= FINGERPRINT && sha256.startsWith(fingerprint);
        }

        public boolean isActiveAt(Instant now) {
            return expiresAt == null || now.isBefore(expiresAt);
        }

        private Secret endingBy(@Nullable Instant end) {
            return end == null || (expiresAt != null && expiresAt.isBefore(end)) ? this : new Secret(sha256, end);
        }

        @Override
        public String toString() {
            return "Secret[expiresAt=" + expiresAt + "]";
        }
    }
}
