package dev.atlasgateway.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.security.Key;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

class VerificationKeySelectorTests {

    private static final JWKSet KEYS = new JWKSet(List.of(
            TestKeys.SIGNING,
            TestKeys.PREVIOUS,
            TestKeys.ELLIPTIC,
            new OctetSequenceKey.Builder(new byte[32]).build()));

    private final VerificationKeySelector selector =
            new VerificationKeySelector(Set.of(SignatureAlgorithm.RS256), new ImmutableJWKSet<>(KEYS));

    @Test
    void selectsTheKeysOfTheTokensAlgorithm() throws KeySourceException {
        assertThat(keys(JWSAlgorithm.RS256)).hasSize(2).allMatch(PublicKey.class::isInstance);
    }

    @Test
    void selectsNoKeyForAnAlgorithmThatIsNotAllowed() throws KeySourceException {
        assertThat(keys(JWSAlgorithm.HS256)).isEmpty();
        assertThat(keys(JWSAlgorithm.ES256)).isEmpty();
        assertThat(keys(JWSAlgorithm.RS512)).isEmpty();
    }

    @Test
    void convertsAKeyOnce() throws KeySourceException {
        var first = keys(JWSAlgorithm.RS256).getFirst();
        assertThat(keys(JWSAlgorithm.RS256).getFirst()).isSameAs(first);
    }

    private List<Key> keys(JWSAlgorithm algorithm) throws KeySourceException {
        return selector.selectJWSKeys(new JWSHeader(algorithm), null);
    }
}
