package dev.atlasgateway.caller;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.Key;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * Selects the public keys that may have signed a token, as its superclass does. It converts a key once and not for each
 * token, because the conversion takes as long as the check of a signature.
 */
final class VerificationKeySelector extends JWSVerificationKeySelector<SecurityContext> {

    private static final int MAX_KEYS = 1_000;

    private final LoadingCache<JWK, List<Key>> converted =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).build(VerificationKeySelector::publicKeys);

    VerificationKeySelector(Set<SignatureAlgorithm> algorithms, JWKSource<SecurityContext> keys) {
        super(
                algorithms.stream()
                        .map(algorithm -> JWSAlgorithm.parse(algorithm.getName()))
                        .collect(Collectors.toSet()),
                keys);
    }

    @Override
    public List<Key> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context) throws KeySourceException {
        if (!isAllowed(header.getAlgorithm())) {
            return List.of();
        }
        List<JWK> found = getJWKSource().get(new JWKSelector(createJWKMatcher(header)), context);
        return found.stream().flatMap(key -> converted.get(key).stream()).toList();
    }

    private static List<Key> publicKeys(JWK key) {
        return KeyConverter.toJavaKeys(List.of(key)).stream()
                .filter(PublicKey.class::isInstance)
                .toList();
    }
}
