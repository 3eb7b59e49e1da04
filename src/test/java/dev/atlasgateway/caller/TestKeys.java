package dev.atlasgateway.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Keys for tests. */
public final class TestKeys {

    public static final RSAKey SIGNING = rsa(2048);
    public static final RSAKey PREVIOUS = rsa(2048);
    public static final RSAKey FOREIGN = rsa(2048);
    public static final RSAKey WEAK = rsa(1024);
    public static final ECKey ELLIPTIC = elliptic();

    private TestKeys() {}

    public static String privatePem(RSAKey key) {
        try {
            return pem("PRIVATE KEY", key.toRSAPrivateKey().getEncoded());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public static String publicPem(RSAKey key) {
        try {
            return pem("PUBLIC KEY", key.toRSAPublicKey().getEncoded());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public static String pem(String label, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, new String(body, StandardCharsets.US_ASCII), label);
    }

    private static RSAKey rsa(int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey elliptic() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
