package dev.atlasgateway.caller.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.caller.DigestException;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The credentials of an {@code Authorization: Digest} header (RFC 7616, section 3.4).
 *
 * @param count {@code nc}, eight hexadecimal digits
 */
record DigestCredentials(String username, String nonce, String uri, String response, String count, String clientNonce) {

    private static final int MAX_LENGTH = 8 * 1024;
    private static final Pattern COUNT = Pattern.compile("[0-9a-fA-F]{8}");
    private static final Pattern RESPONSE = Pattern.compile("[0-9a-f]{32}");

    /**
     * Reads the header after its scheme.
     *
     * @param target the path and query of the request, as they were sent
     * @throws DigestException if the header does not answer a challenge of the gateway for this request
     */
    static DigestCredentials read(String parameters, String target) {
        if (parameters.length() > MAX_LENGTH) {
            throw DigestException.malformed("The Authorization header is longer than 8 KiB.");
        }
        var values = AuthParameters.read(parameters);
        requireOnly(values, "realm", Ha1Encryption.REALM, true);
        requireOnly(values, "qop", "auth", true);
        requireOnly(values, "algorithm", "MD5", false);
        requireOnly(values, "userhash", "false", false);
        var credentials = new DigestCredentials(
                require(values, "username"),
                require(values, "nonce"),
                require(values, "uri"),
                require(values, "response"),
                require(values, "nc"),
                require(values, "cnonce"));
        if (!COUNT.matcher(credentials.count).matches()) {
            throw DigestException.malformed("In the Authorization header, nc must be eight hexadecimal digits.");
        }
        if (!RESPONSE.matcher(credentials.response).matches()) {
            throw DigestException.malformed(
                    "In the Authorization header, response must be 32 lower-case hexadecimal digits.");
        }
        if (!credentials.uri.equals(target)) {
            throw DigestException.malformed(
                    "In the Authorization header, uri must be the path and query of the request,"
                            + " exactly as they were sent. A proxy in between must not change them.");
        }
        return credentials;
    }

    private static String require(Map<String, String> values, String name) {
        var value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw DigestException.malformed("In the Authorization header, %s is missing.".formatted(name));
        }
        return value;
    }

    private static void requireOnly(Map<String, String> values, String name, String only, boolean required) {
        var value = required ? require(values, name) : values.get(name);
        if (value != null && !(name.equals("realm") ? value.equals(only) : value.equalsIgnoreCase(only))) {
            throw DigestException.malformed(
                    "In the Authorization header, %s must be %s, as in the challenge.".formatted(name, only));
        }
    }

    /** Whether the response was computed with this HA1, compared in constant time. */
    boolean isRight(byte[] ha1, String method) {
        var expected = md5(HexFormat.of().formatHex(ha1) + ":" + nonce + ":" + count + ":" + clientNonce + ":auth:"
                + md5(method + ":" + uri));
        return MessageDigest.isEqual(expected.getBytes(UTF_8), response.getBytes(UTF_8));
    }

    String nonceAndCount() {
        return nonce + ":" + count;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no MD5, which HTTP Digest needs", e);
        }
    }

    /** Omits the response, with which the call can be repeated while the nonce is valid. */
    @Override
    public String toString() {
        return "DigestCredentials[username=" + username + "]";
    }
}
