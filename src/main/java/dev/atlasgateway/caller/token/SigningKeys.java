package dev.atlasgateway.caller.token;

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

/** Loads the RSA keys of the gateway's own tokens. A key's id is its RFC 7638 thumbprint. */
final class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final int MIN_BITS = 2048;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SigningKeys() {}

    /** Returns the keys that verify tokens. Only the first one has a private key, which signs. */
    static JWKSet load(@Nullable Resource signing, List<Resource> previous) {
        var keys = new ArrayList<JWK>();
        keys.add(signing == null ? generate() : read("gateway.caller.signing-key", signing, false));
        previous.forEach(location ->
                keys.add(read("gateway.caller.previous-keys", location, true).toPublicJWK()));
        return new JWKSet(keys);
    }

    private static RSAKey generate() {
        LOG.warn("gateway.caller.signing-key is not set, so the gateway generated a key. Its tokens are valid only on"
                + " this replica and only until it stops");
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(MIN_BITS);
            return withPublicPart((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("This JVM cannot generate RSA keys", e);
        }
    }

    /** Error messages name the location of a key, but never its content, which may be the key. */
    private static RSAKey read(String property, Resource location, boolean acceptPublic) {
        try {
            var text = location.getContentAsString(StandardCharsets.UTF_8).replace(BYTE_ORDER_MARK, "");
            var pem = text.getBytes(StandardCharsets.UTF_8);
            var key = acceptPublic && text.startsWith("-----BEGIN PUBLIC")
                    ? new RSAKey.Builder(publicKey(pem)).keyIDFromThumbprint().build()
                    : withPublicPart(privateKey(pem));
            if (key.size() >= MIN_BITS) {
                return key;
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "%s must be the location of a PEM file, and %s cannot be read"
                            .formatted(property, describe(location)),
                    e.getCause());
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            LOG.debug("{} is not an RSA key", property, e);
        }
        throw new IllegalStateException("%s must be an RSA key of %d bits or more as PKCS#8 PEM, and %s is not"
                .formatted(property, MIN_BITS, describe(location)));
    }

    /** Returns the description of a location, unless the setting holds the key itself instead of a location. */
    private static String describe(Resource location) {
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
        throw new GeneralSecurityException("it has no key");
    }

    private static RSAKey withPublicPart(RSAPrivateCrtKey key) throws GeneralSecurityException, JOSEException {
        var publicPart = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return new RSAKey.Builder((RSAPublicKey) publicPart)
                .privateKey(key)
                .keyIDFromThumbprint()
                .build();
    }
}
