package dev.atlasgateway.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.policy.field.Expiry;
import dev.atlasgateway.policy.field.Field;
import dev.atlasgateway.policy.field.FieldTypes;
import dev.atlasgateway.policy.field.ObjectDescription;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a team logs in with at the gateway: a service account or an API key.
 *
 * @param id of a service account {@code mdb_sa_id_} and 24 hexadecimal digits, of an API key its public key, 8 letters, as
 *     in Atlas
 * @param secrets at most two, so that a client can change from one to the other
 */
public record Client(String id, String team, List<Secret> secrets, boolean disabled) implements PolicyObject {

    private static final int FINGERPRINT = 8;
    private static final Pattern PUBLIC_KEY = Pattern.compile("[a-z]{8}");

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
                "A service account or an API key of a team at the gateway.",
                "What teams log in with, by id: service accounts (mdb_sa_id_ and 24 lower-case hexadecimal digits) at POST"
                        + " /api/oauth/token, API keys (the public key, 8 lower-case letters) by HTTP Digest.",
                List.of(team, secrets, disabled),
                (id, values) ->
                        new Client(id, values.require(team), values.require(secrets), values.require(disabled)));
    }

    /** Whether an id is the public key of an API key, which logs in by HTTP Digest. */
    public static boolean isApiKey(String id) {
        return PUBLIC_KEY.matcher(id).matches();
    }

    /** Notes secrets that this kind of client cannot have, by their place and a sentence. */
    void checkKind(BiConsumer<String, String> faults) {
        for (int i = 0; i < secrets.size(); i++) {
            if (isApiKey(id) != (secrets.get(i).ha1() != null)) {
                faults.accept(
                        "secrets[" + i + "]",
                        isApiKey(id)
                                ? "has no ha1, which the secret of an API key needs; let the gateway make the secret. If it cannot, "
                                        + Ha1Encryption.OFF
                                : "is the secret of an API key, and this client is a service account");
            }
        }
    }

    /** Notes private keys that cannot log in here, because this gateway lacks the key that encrypted them. */
    void checkKeys(Ha1Encryption encryption, BiConsumer<String, String> faults) {
        for (int i = 0; i < secrets.size(); i++) {
            var ha1 = secrets.get(i).ha1();
            if (ha1 != null && encryption.decrypt(id, ha1).isEmpty()) {
                faults.accept(
                        "secrets[" + i + "].ha1",
                        "was not encrypted for this public key with a key of gateway.caller.api-keys.encryption-keys, so it"
                                + " cannot log in here");
            }
        }
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
                .map(secret -> secret.hasFingerprint(fingerprint) ? secret.until(expiresAt) : secret)
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
     * A secret, of which only the digest is stored; of a private key also HA1, encrypted.
     *
     * @param sha256 the digest in lower-case hexadecimal. A fast hash is enough, because the secret consists of 256
     *     random bits, and a private key of 122
     * @param ha1 the encrypted HA1 of an API key, see {@link Ha1Encryption}; null for a service account. Not written if
     *     null, so that the release before this one can read the policy
     * @param expiresAt the end; null if the secret does not expire
     */
    public record Secret(
            String sha256,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String ha1,

            @Nullable Instant expiresAt) {

        public Secret {
            expiresAt = Expiry.truncate(expiresAt);
        }

        /** Creates the secret of a service account. */
        public Secret(String sha256, @Nullable Instant expiresAt) {
            this(sha256, null, expiresAt);
        }

        /** Returns what is stored of the secret of a service account in plain text. */
        public static Secret of(String plain, @Nullable Instant expiresAt) {
            return new Secret(Sha256.hex(plain), expiresAt);
        }

        /**
         * Returns what is stored of the secret of a client in plain text.
         *
         * @throws IllegalStateException if the client is an API key and API keys are off
         */
        public static Secret of(String clientId, String plain, @Nullable Instant expiresAt, Ha1Encryption encryption) {
            return new Secret(
                    Sha256.hex(plain), isApiKey(clientId) ? encryption.encrypt(clientId, plain) : null, expiresAt);
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

        private Secret until(@Nullable Instant end) {
            return new Secret(sha256, ha1, end);
        }

        private Secret endingBy(@Nullable Instant end) {
            return end == null || (expiresAt != null && expiresAt.isBefore(end)) ? this : until(end);
        }

        @Override
        public String toString() {
            return "Secret[expiresAt=" + expiresAt + "]";
        }
    }
}
