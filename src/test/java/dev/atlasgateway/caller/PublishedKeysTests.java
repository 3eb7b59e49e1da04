package dev.atlasgateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishedKeysTests {

    private final OpenIdProvider provider = OpenIdProvider.publishing(Keys.ELLIPTIC.toPublicJWK());

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void areNotAskedForUntilATokenNeedsThem() {
        PublishedKeys.of(provider.issuer(), null);
        assertThat(provider.fetches()).isZero();
    }

    @Test
    void areFoundByDiscoveryAndRemembered() throws Exception {
        var keys = PublishedKeys.of(provider.issuer(), null);
        for (int i = 0; i < 5; i++) {
            assertThat(find(keys, Keys.ELLIPTIC)).hasSize(1);
        }
        assertThat(provider.fetches()).isEqualTo(1);
    }

    @Test
    void areFoundAtAKnownAddressWithoutDiscovery() throws Exception {
        provider.claimToBe("https://somebody.else");
        var keys = PublishedKeys.of(provider.issuer(), URI.create(provider.jwkSetUri()));
        assertThat(find(keys, Keys.ELLIPTIC)).hasSize(1);
    }

    @Test
    void areFetchedAgainWhenTheIssuerRotates() throws Exception {
        var keys = PublishedKeys.of(provider.issuer(), null);
        find(keys, Keys.ELLIPTIC);
        provider.publish(Keys.SIGNING.toPublicJWK());
        assertThat(find(keys, Keys.SIGNING)).hasSize(1);
        assertThat(provider.fetches()).isEqualTo(2);
    }

    @Test
    void areNotFetchedForEveryKeyIdThatSomebodyInvents() throws Exception {
        var keys = PublishedKeys.of(provider.issuer(), null);
        find(keys, Keys.ELLIPTIC);
        assertThat(find(keys, Keys.FOREIGN)).isEmpty();
        for (int i = 0; i < 50; i++) {
            assertThat(find(keys, Keys.FOREIGN)).isEmpty();
        }
        assertThat(provider.fetches()).isEqualTo(2);
        assertThat(find(keys, Keys.ELLIPTIC)).hasSize(1);
    }

    @Test
    void stayGoodWhileTheIssuerIsDown() throws Exception {
        var keys = PublishedKeys.of(provider.issuer(), null);
        find(keys, Keys.ELLIPTIC);
        provider.fail(true);
        assertThat(find(keys, Keys.FOREIGN))
                .as("looked for at the issuer, in vain")
                .isEmpty();
        assertThat(find(keys, Keys.ELLIPTIC)).hasSize(1);
    }

    @Test
    void areNotTakenFromADiscoveryDocumentOfAnotherIssuer() {
        provider.claimToBe("https://somebody.else");
        assertThatThrownBy(() -> find(PublishedKeys.of(provider.issuer(), null), Keys.ELLIPTIC))
                .isInstanceOf(KeySourceException.class);
        assertThat(provider.fetches()).isZero();
    }

    @Test
    void areNotSaidToBeMissingWhileTheIssuerNeverAnswered() {
        var keys = PublishedKeys.of(provider.issuer(), null);
        provider.fail(true);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> find(keys, Keys.ELLIPTIC)).isInstanceOf(KeySourceException.class);
        }
    }

    @Test
    void areAskedForAgainAfterAFailure() throws Exception {
        var keys = PublishedKeys.of(provider.issuer(), null);
        provider.fail(true);
        assertThatThrownBy(() -> find(keys, Keys.ELLIPTIC)).isInstanceOf(KeySourceException.class);
        provider.fail(false);
        assertThat(find(keys, Keys.ELLIPTIC)).hasSize(1);
    }

    private static List<JWK> find(JWKSource<SecurityContext> keys, JWK wanted) throws KeySourceException {
        return keys.get(
                new JWKSelector(
                        new JWKMatcher.Builder().keyID(wanted.getKeyID()).build()),
                null);
    }
}
