package dev.atlasgateway.caller.digest;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.DigestException;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.caller.LoginLimit;
import dev.atlasgateway.caller.SecretCheck;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link Caller} of an API key by its answer to a challenge.
 *
 * <p>An unknown key takes the same way as a known one, and each wrong answer has the same response.
 */
final class ApiKeyAuthenticator {

    private static final byte[] NO_HA1 = new byte[16];

    private final Policy policy;
    private final Ha1Encryption encryption;
    private final LoginLimit limit;
    private final String issuer;
    private final InstantSource clock;

    private volatile DecryptedSecrets decrypted = new DecryptedSecrets(PolicySnapshot.EMPTY, Set.of(), Map.of());

    /**
     * @param limit limits failed logins of a client at an address, and of an address
     * @param issuer how the gateway calls itself as the issuer of credentials
     */
    ApiKeyAuthenticator(Policy policy, Ha1Encryption encryption, LoginLimit limit, String issuer, InstantSource clock) {
        this.policy = policy;
        this.encryption = encryption;
        this.limit = limit;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** The secrets that were decrypted for one snapshot with the same keys. A new snapshot begins without any. */
    private record DecryptedSecrets(PolicySnapshot snapshot, Set<String> keys, Map<OwnedSecret, byte[]> ha1) {}

    private record OwnedSecret(String publicKey, Client.Secret secret) {}

    /** @throws DigestException if the credentials are wrong, or if too many were */
    Caller authenticate(DigestCredentials credentials, String method, String address) {
        var snapshot = policy.current();
        var found = snapshot.client(credentials.username());
        var client = found != null && Client.isApiKey(found.id()) ? found : null;
        var check = new SecretCheck(snapshot, clock.instant(), "private key");
        var fault = limit.check(
                LoginLimit.Login.of(client != null, credentials.username(), address),
                () -> check.fault(client, secret -> isRight(snapshot, client, secret, credentials, method)));
        if (client == null || fault != null) {
            throw DigestException.of(
                    DigestException.Kind.REFUSED, client == null ? "the API key is unknown" : String.valueOf(fault));
        }
        return new Caller(client.team(), client.id(), issuer, LoginKind.API_KEY);
    }

    private boolean isRight(
            PolicySnapshot snapshot,
            @Nullable Client client,
            Client.Secret secret,
            DigestCredentials credentials,
            String method) {
        var ha1 = client == null ? NO_HA1 : ha1(snapshot, client.id(), secret);
        return credentials.isRight(ha1, method) && ha1 != NO_HA1;
    }

    private byte[] ha1(PolicySnapshot snapshot, String publicKey, Client.Secret secret) {
        var known = decrypted;
        var keys = encryption.keyIds();
        if (known.snapshot() != snapshot || !known.keys().equals(keys)) {
            known = new DecryptedSecrets(snapshot, keys, new ConcurrentHashMap<>());
            decrypted = known;
        }
        return known.ha1().computeIfAbsent(new OwnedSecret(publicKey, secret), owned -> decrypt(publicKey, secret));
    }

    private byte[] decrypt(String publicKey, Client.Secret secret) {
        return secret.ha1() == null
                ? NO_HA1
                : encryption.decrypt(publicKey, secret.ha1()).orElse(NO_HA1);
    }
}
