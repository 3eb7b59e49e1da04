package dev.atlasgateway.caller.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.CallerPolicy;
import dev.atlasgateway.caller.DigestException;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.caller.LoginLimit;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import io.github.bucket4j.TimeMeter;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which API keys may call, and how many wrong answers they may give. */
class ApiKeyAuthenticatorTests {

    private static final String KEY = "paydemoa";
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Ha1Encryption ENCRYPTION =
            new Ha1Encryption(List.of("0123456789abcdef0123456789abcdef".getBytes(US_ASCII)));

    private final CallerPolicy policies = new CallerPolicy();
    private Instant now = NOON;
    private Ha1Encryption encryption = ENCRYPTION;

    private static Client.Secret secret(String privateKey, Instant end) {
        return Client.Secret.of(KEY, privateKey, end, ENCRYPTION);
    }

    private void client(Client.Secret... secrets) {
        policies.client(new Client(KEY, "payments", Arrays.asList(secrets), false));
    }

    private ApiKeyAuthenticator authenticator() {
        var limit = new LoginLimit(List.of(3), List.of(5), TimeMeter.SYSTEM_NANOTIME, DigestAuthentication::limited);
        return new ApiKeyAuthenticator(policies::snapshot, encryption, limit, "https://gateway.test", () -> now);
    }

    private static Caller call(ApiKeyAuthenticator authenticator, String publicKey, String privateKey, String address) {
        var ha1 = md5(publicKey + ":MMS Public API:" + privateKey);
        var response = md5(ha1 + ":n:00000001:c:auth:" + md5("GET:/"));
        return authenticator.authenticate(
                new DigestCredentials(publicKey, "n", "/", response, "00000001", "c"), "GET", address);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Caller call(String privateKey) {
        return call(authenticator(), KEY, privateKey, "192.0.2.1");
    }

    private void refused(String privateKey, String reason) {
        assertThatExceptionOfType(DigestException.class)
                .isThrownBy(() -> call(privateKey))
                .withMessage(reason)
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(DigestException.Kind.REFUSED))
                .satisfies(refused -> assertThat(refused.detail()).isNull());
    }

    @Test
    void namesTheCallerByThePublicKey() {
        client(secret("one", null));
        assertThat(call("one")).isEqualTo(new Caller("payments", KEY, "https://gateway.test", LoginKind.API_KEY));
    }

    @Test
    void acceptsBothPrivateKeysDuringARotation() {
        client(secret("one", NOON.plusSeconds(60)), secret("two", null));
        assertThat(call("one").client()).isEqualTo(KEY);
        assertThat(call("two").client()).isEqualTo(KEY);
        now = NOON.plusSeconds(60);
        refused("one", "the private key has expired");
        assertThat(call("two").client()).isEqualTo(KEY);
    }

    @Test
    void refusesOnTheNextCallWhatWasDisabledOrEnded() {
        var authenticator = authenticator();
        client(secret("one", null));
        assertThat(call(authenticator, KEY, "one", "192.0.2.1").team()).isEqualTo("payments");
        client(secret("two", null));
        assertThatExceptionOfType(DigestException.class)
                .isThrownBy(() -> call(authenticator, KEY, "one", "192.0.2.1"))
                .withMessage("the private key is wrong");
        policies.disabled(KEY, true);
        refused("two", "the client is disabled");
        client(secret("two", null));
        policies.team("payments", true);
        refused("two", "the team is disabled");
    }

    @Test
    void refusesAKeyWithoutSecretsOrOneThatCannotBeDecrypted() {
        client();
        refused("one", "the private key is wrong");
        client(secret("one", null));
        encryption = new Ha1Encryption(List.of("another key of thirty-two bytes!".getBytes(US_ASCII)));
        refused("one", "the private key is wrong");
    }

    /** Its secret is no private key, although both are stored with their digest. */
    @Test
    void refusesAServiceAccount() {
        assertThatExceptionOfType(DigestException.class)
                .isThrownBy(() -> call(authenticator(), CallerPolicy.PAYMENTS, CallerPolicy.SECRET, "192.0.2.1"))
                .withMessage("the API key is unknown");
    }

    @Test
    void limitsWrongAnswersOfAKeyAtAnAddressOnly() {
        client(secret("one", null));
        var authenticator = authenticator();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(DigestException.class)
                    .isThrownBy(() -> call(authenticator, KEY, "wrong", "192.0.2.1"))
                    .satisfies(refused -> assertThat(refused.kind()).isEqualTo(DigestException.Kind.REFUSED));
        }
        assertThatExceptionOfType(DigestException.class)
                .isThrownBy(() -> call(authenticator, KEY, "one", "192.0.2.1"))
                .satisfies(refused ->
                        assertThat(refused.limit().toResponse().status()).isEqualTo(429));
        assertThat(call(authenticator, KEY, "one", "192.0.2.2").client()).isEqualTo(KEY);
    }

    @Test
    void limitsMadeUpKeysOfAnAddress() {
        client(secret("one", null));
        var authenticator = authenticator();
        for (int i = 0; i < 5; i++) {
            var madeUp = "madeup" + "aa".substring(1) + (char) ('a' + i);
            assertThatExceptionOfType(DigestException.class)
                    .isThrownBy(() -> call(authenticator, madeUp, "x", "192.0.2.1"))
                    .withMessage("the API key is unknown");
        }
        assertThatExceptionOfType(DigestException.class)
                .isThrownBy(() -> call(authenticator, "othermade", "x", "192.0.2.1"))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(DigestException.Kind.LIMITED));
        assertThat(call(authenticator, KEY, "one", "192.0.2.1").client()).isEqualTo(KEY);
    }
}
