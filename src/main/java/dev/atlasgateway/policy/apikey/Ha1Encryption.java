package dev.atlasgateway.policy.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the HA1 of API keys with AES-256-GCM.
 *
 * <p>HTTP Digest (RFC 7616) needs HA1, the MD5 of public key, realm and private key. A reader of HA1 can log in, so the
 * policy contains it only encrypted: {@code keyId.ciphertext}. The first key encrypts, all decrypt.
 *
 * <p>The nonce of GCM is a MAC of what is encrypted. So it repeats only for the same public and private key, and a
 * document that contains a private key means the same text each time it is read.
 */
public final class Ha1Encryption {

    /** The realm of Atlas, which clients expect. */
    public static final String REALM = "MMS Public API";

    /** Says that API keys are off, and what to do. */
    public static final String OFF =
            "API keys are off, because a private key must be stored encrypted: set gateway.caller.api-keys.encryption-keys first";

    /** No API keys can be made, and none can log in. */
    public static final Ha1Encryption NONE = new Ha1Encryption(List.of());

    /** The form of an encrypted HA1. */
    public static final String FORM = "[0-9a-f]{8}\\.[A-Za-z0-9_-]{59}";

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Pattern PATTERN = Pattern.compile(FORM);

    private final Supplier<List<byte[]>> secrets;
    private volatile Keys derived;

    /** What is derived of the configured keys, in their order. */
    private record Keys(List<byte[]> secrets, Map<String, Key> byId, Map<String, List<SecretKey>> byPurpose) {

        static Keys of(List<byte[]> secrets) {
            var keys = new LinkedHashMap<String, Key>();
            for (var secret : secrets) {
                if (secret.length != KEY_BYTES) {
                    throw new IllegalArgumentException("an encryption key must have 32 bytes");
                }
                var key = Key.of(secret);
                if (keys.put(key.id(), key) != null) {
                    throw new IllegalArgumentException("an encryption key is there twice");
                }
            }
            return new Keys(secrets, keys, new ConcurrentHashMap<>());
        }
    }

    /** The keys that are derived of one configured key, each for one purpose. */
    private record Key(String id, SecretKey encryption, SecretKey nonces) {

        static Key of(byte[] secret) {
            return new Key(
                    HexFormat.of().formatHex(derive(secret, "id", 4)),
                    new SecretKeySpec(derive(secret, "encryption", KEY_BYTES), "AES"),
                    new SecretKeySpec(derive(secret, "encryption nonce", KEY_BYTES), "HmacSHA256"));
        }
    }

    /**
     * @param secrets keys of 32 bytes
     * @throws IllegalArgumentException if a key has another length, or is there twice
     */
    public Ha1Encryption(List<byte[]> secrets) {
        this(() -> secrets);
    }

    /** @param secrets returns the present keys; the same list until they change */
    public Ha1Encryption(Supplier<List<byte[]>> secrets) {
        this.secrets = secrets;
        this.derived = Keys.of(secrets.get());
    }

    private Keys keys() {
        var present = secrets.get();
        var known = derived;
        if (known.secrets() != present) {
            known = Keys.of(present);
            derived = known;
        }
        return known;
    }

    /** Whether there is a key, so that API keys can be made and can log in. */
    public boolean isOn() {
        return !keys().byId().isEmpty();
    }

    /** Returns the ids of the present keys. */
    public Set<String> keyIds() {
        return keys().byId().keySet();
    }

    /**
     * Returns the keys for another purpose, derived of the configured keys and in their order. They are the same list until
     * the keys change.
     */
    public List<SecretKey> derivedKeys(String purpose) {
        var keys = keys();
        return keys.byPurpose()
                .computeIfAbsent(
                        purpose,
                        name -> keys.secrets().stream()
                                .<SecretKey>map(
                                        secret -> new SecretKeySpec(derive(secret, name, KEY_BYTES), "HmacSHA256"))
                                .toList());
    }

    /**
     * Returns what the policy contains of a private key.
     *
     * @throws IllegalStateException if API keys are off
     */
    public String encrypt(String publicKey, String privateKey) {
        var key = keys().byId().values().stream().findFirst().orElseThrow(() -> new IllegalStateException(OFF));
        var ha1 = md5(publicKey + ":" + REALM + ":" + privateKey);
        var nonce = nonce(key, publicKey, ha1);
        var ciphertext = cipher(Cipher.ENCRYPT_MODE, key, nonce, publicKey, ha1);
        var all = Arrays.copyOf(nonce, nonce.length + ciphertext.length);
        System.arraycopy(ciphertext, 0, all, nonce.length, ciphertext.length);
        return key.id() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Returns HA1; empty if the text was not made for this public key with one of the keys. */
    public Optional<byte[]> decrypt(String publicKey, String text) {
        var key = isWellFormed(text) ? keys().byId().get(keyId(text)) : null;
        if (key == null) {
            return Optional.empty();
        }
        try {
            var all = Base64.getUrlDecoder().decode(text.substring(text.indexOf('.') + 1));
            var nonce = Arrays.copyOf(all, NONCE_BYTES);
            var ciphertext = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, publicKey, ciphertext));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a text has the form of an encrypted HA1. */
    public static boolean isWellFormed(String text) {
        return PATTERN.matcher(text).matches();
    }

    private static String keyId(String text) {
        return text.substring(0, Math.max(0, text.indexOf('.')));
    }

    private static byte[] nonce(Key key, String publicKey, byte[] ha1) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key.nonces());
            mac.update(publicKey.getBytes(UTF_8));
            return Arrays.copyOf(mac.doFinal(ha1), NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HMAC-SHA-256", e);
        }
    }

    /** @throws IllegalArgumentException if the text is not authentic */
    private static byte[] cipher(int mode, Key key, byte[] nonce, String publicKey, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key.encryption(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(publicKey.getBytes(UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not encrypted with this key", e);
        }
    }

    private static byte[] derive(byte[] secret, String purpose, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .thenExpand(("atlas-gateway API key " + purpose).getBytes(UTF_8), length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HKDF-SHA-256", e);
        }
    }

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no MD5, which HTTP Digest needs", e);
        }
    }

    @Override
    public String toString() {
        return "Ha1Encryption[keys=" + keyIds() + "]";
    }
}
