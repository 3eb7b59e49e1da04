package dev.atlasgateway.caller.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.atlasgateway.setting.ActiveKey;
import dev.atlasgateway.setting.ReloadedValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.security.converter.RsaKeyConverters;

/**
 * The RSA keys of the gateway's own tokens, which are read again when their files change. A key's id is its RFC 7638
 * thumbprint.
 */
public final class SigningKeys implements JWKSource<SecurityContext>, MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final int MIN_BITS = 2048;
    private static final String SIGNING_KEY = "gateway.caller.signing-key";
    private static final String PREVIOUS_KEYS = "gateway.caller.previous-keys";
    private static final Pattern BEGIN = Pattern.compile("(?=-----BEGIN )");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final ReloadedValue<Loaded> loaded;
    private final ActiveKey active;
    private int version;

    /** The keys of one reading. Those of the file that signs come first. */
    private record Loaded(List<RSAKey> keys, int version) {}

    /** @throws IllegalStateException if a key cannot be read or is not right */
    SigningKeys(@Nullable Resource signing, List<Resource> previous, InstantSource clock) {
        var generated = signing == null ? List.of(generate()) : List.<RSAKey>of();
        this.active = new ActiveKey(SIGNING_KEY, clock);
        try {
            this.loaded = new ReloadedValue<>(
                    SIGNING_KEY,
                    () -> read(signing, previous),
                    texts -> new Loaded(keys(generated, signing, previous, texts), ++version),
                    clock);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e.getCause());
        }
        current(); // the key that is active before the first change
    }

    /** Returns the number of the present keys. It is another one after they have changed. */
    int version() {
        return loaded.get().version();
    }

    /** Returns the keys that verify tokens. Only the first one has a private key, which signs. */
    JWKSet current() {
        var keys = loaded.get().keys();
        var signing = active.of(
                keys.stream().filter(RSAKey::isPrivate).map(RSAKey::getKeyID).toList());
        var sorted = new ArrayList<JWK>();
        for (var key : keys) {
            if (key.getKeyID().equals(signing)) {
                sorted.addFirst(key);
            } else {
                sorted.add(key.toPublicJWK());
            }
        }
        return new JWKSet(sorted);
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(current());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        loaded.bindTo(registry);
    }

    private static List<String> read(@Nullable Resource signing, List<Resource> previous) throws IOException {
        var texts = new ArrayList<String>();
        if (signing != null) {
            texts.add(read(SIGNING_KEY, signing));
        }
        for (var location : previous) {
            texts.add(read(PREVIOUS_KEYS, location));
        }
        return texts;
    }

    private static String read(String property, Resource location) throws IOException {
        try {
            return location.getContentAsString(StandardCharsets.UTF_8).replace(BYTE_ORDER_MARK, "");
        } catch (IOException e) {
            throw new IOException(
                    "%s must be the location of a PEM file, and %s cannot be read"
                            .formatted(property, describe(location)),
                    e.getCause());
        }
    }

    /** @param texts the texts of the locations, in the same order */
    private static List<RSAKey> keys(
            List<RSAKey> generated, @Nullable Resource signing, List<Resource> previous, List<String> texts) {
        var keys = new LinkedHashMap<String, RSAKey>();
        generated.forEach(key -> keys.put(key.getKeyID(), key));
        var text = texts.iterator();
        if (signing != null) {
            addKeys(keys, SIGNING_KEY, signing, text.next(), false);
        }
        previous.forEach(location -> addKeys(keys, PREVIOUS_KEYS, location, text.next(), true));
        return List.copyOf(keys.values());
    }

    /** @param acceptPublic whether the first key may be public; the following may be */
    private static void addKeys(
            Map<String, RSAKey> keys, String property, Resource location, String text, boolean acceptPublic) {
        var blocks = BEGIN.split(text);
        for (int i = 0; i < blocks.length; i++) {
            var key = key(property, location, blocks[i], acceptPublic || i > 0);
            keys.putIfAbsent(key.getKeyID(), key);
        }
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
    private static RSAKey key(String property, Resource location, String text, boolean acceptPublic) {
        try {
            var pem = text.getBytes(StandardCharsets.UTF_8);
            var key = acceptPublic && text.startsWith("-----BEGIN PUBLIC")
                    ? new RSAKey.Builder(publicKey(pem)).keyIDFromThumbprint().build()
                    : withPublicPart(privateKey(pem));
            if (key.size() >= MIN_BITS) {
                return key;
            }
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
