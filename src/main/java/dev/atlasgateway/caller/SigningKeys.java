package dev.atlasgateway.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.security.converter.RsaKeyConverters;

/** The RSA keys of the gateway's own tokens, each named by its RFC 7638 thumbprint. */
final class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final int BITS = 2048;

    private SigningKeys() {}

    /** All keys that verify; the first, and only that one, has its private half and signs. */
    static JWKSet of(@Nullable Resource signing, List<Resource> previous) {
        var keys = new ArrayList<JWK>();
        keys.add(signing == null ? made() : read("gateway.caller.signing-key", signing, false));
        previous.forEach(location ->
                keys.add(read("gateway.caller.previous-keys", location, true).toPublicJWK()));
        return new JWKSet(keys);
    }

    private static RSAKey made() {
        LOG.warn("No gateway.caller.signing-key is configured, so one was made: the tokens it signs end with this"
                + " process, and no other replica accepts them");
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return pair((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("This JVM makes no RSA keys", e);
        }
    }

    /** Tells where a key was looked for, but nothing of what was found there: it might be the key. */
    private static RSAKey read(String property, Resource location, boolean publicWillDo) {
        try {
            var pem = location.getContentAsByteArray();
            var key = publicWillDo && new String(pem, StandardCharsets.US_ASCII).startsWith("-----BEGIN PUBLIC")
                    ? new RSAKey.Builder(publicKey(pem)).keyIDFromThumbprint().build()
                    : pair(privateKey(pem));
            if (key.size() >= BITS) {
                return key;
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "%s must be the location of a PEM file, and %s cannot be read".formatted(property, shown(location)),
                    e.getCause());
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            LOG.debug("{} is no RSA key", property, e);
        }
        throw new IllegalStateException("%s must be an RSA key of %d bits or more as PKCS#8 PEM, and %s is not"
                .formatted(property, BITS, shown(location)));
    }

    /** A location's description, unless it is the key itself, put where its location belongs. */
    private static String shown(Resource location) {
        return location.getDescription().contains("BEGIN") ? "the given text" : location.getDescription();
    }

    private static RSAPrivateCrtKey privateKey(byte[] pem) throws GeneralSecurityException {
        if (RsaKeyConverters.pkcs8().convert(new ByteArrayInputStream(pem)) instanceof RSAPrivateCrtKey key) {
            return key;
        }
        throw new GeneralSecurityException("the public exponent is missing");
    }

    private static RSAPublicKey publicKey(byte[] pem) throws GeneralSecurityException {
        if (RsaKeyConverters.x509().convert(new ByteArrayInputStream(pem)) instanceof RSAPublicKey key) {
            return key;
        }
        throw new GeneralSecurityException("there is no key");
    }

    private static RSAKey pair(RSAPrivateCrtKey key) throws GeneralSecurityException, JOSEException {
        var half = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return new RSAKey.Builder((RSAPublicKey) half)
                .privateKey(key)
                .keyIDFromThumbprint()
                .build();
    }
}
