package dev.atlasgateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.atlasgateway.testing.TlsFront;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.NoSuchSslBundleException;

class PublishedKeysTests {

    private Instant now = Instant.now();
    private final OpenIdProvider provider = OpenIdProvider.publishing(TestKeys.ELLIPTIC.toPublicJWK());

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void areFetchedWhenATokenFirstNeedsThem() {
        keys(null);
        assertThat(provider.fetches()).isZero();
    }

    /** A read timeout would not end it, because there is never a silence. */
    @Test
    void areNotFetchedForLongIfTheyArriveByteByByte() throws Exception {
        provider.drip();
        var documents = new IssuerDocuments(provider.issuer(), null, new DefaultSslBundleRegistry());
        assertThatThrownBy(() -> documents.fetch(URI.create(provider.jwkSetUri()), Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessage("the answer takes longer than 300 ms");
        assertThat(provider.noticesTheEnd()).isTrue();
    }

    @Test
    void areDiscoveredAndCached() throws Exception {
        var keys = keys(null);
        for (int i = 0; i < 5; i++) {
            assertThat(find(keys, TestKeys.ELLIPTIC)).hasSize(1);
        }
        assertThat(provider.fetches()).isEqualTo(1);
    }

    @Test
    void areFetchedFromAConfiguredAddressWithoutDiscovery() throws Exception {
        provider.claimToBe("https://another-issuer.test");
        var keys = keys(URI.create(provider.jwkSetUri()));
        assertThat(find(keys, TestKeys.ELLIPTIC)).hasSize(1);
    }

    @Test
    void areFetchedAgainWhenTheIssuerRotates() throws Exception {
        var keys = keys(null);
        find(keys, TestKeys.ELLIPTIC);
        provider.publish(TestKeys.SIGNING.toPublicJWK());
        assertThat(find(keys, TestKeys.SIGNING)).hasSize(1);
        assertThat(provider.fetches()).isEqualTo(2);
    }

    @Test
    void areNotFetchedForEveryUnknownKeyId() throws Exception {
        var keys = keys(null);
        find(keys, TestKeys.ELLIPTIC);
        assertThat(find(keys, TestKeys.FOREIGN)).isEmpty();
        for (int i = 0; i < 50; i++) {
            assertThat(find(keys, TestKeys.FOREIGN)).isEmpty();
        }
        assertThat(provider.fetches()).isEqualTo(2);
        assertThat(find(keys, TestKeys.ELLIPTIC)).hasSize(1);
    }

    @Test
    void stayCachedWhileTheIssuerIsDown() throws Exception {
        var keys = keys(null);
        find(keys, TestKeys.ELLIPTIC);
        provider.fail(true);
        assertThat(find(keys, TestKeys.FOREIGN)).as("not found at the issuer").isEmpty();
        assertThat(find(keys, TestKeys.ELLIPTIC)).hasSize(1);
    }

    /** Keys are fetched for tokens only, so that their age tells nothing in a quiet night. */
    @Test
    void areMeasuredByTheirAgeOnlyWhileTheIssuerIsDown() throws Exception {
        var keys = keys(null);
        assertThat(keys.outage()).isZero();
        keys.current();
        now = now.plus(Duration.ofMinutes(20));
        assertThat(keys.outage()).as("without a token").isZero();
        provider.fail(true);
        keys.current();
        now = now.plus(Duration.ofMinutes(5));
        assertThat(keys.outage()).isEqualTo(Duration.ofMinutes(25));
        provider.fail(false);
        now = now.plus(Duration.ofMinutes(5));
        keys.current();
        assertThat(keys.outage()).isZero();
    }

    @Test
    void areNotFetchedByADiscoveryDocumentOfAnotherIssuer() {
        provider.claimToBe("https://another-issuer.test");
        assertThatThrownBy(() -> find(keys(null), TestKeys.ELLIPTIC)).isInstanceOf(KeySourceException.class);
        assertThat(provider.fetches()).isZero();
    }

    @Test
    void areReportedUnavailableWhileTheIssuerNeverAnswered() {
        var keys = keys(null);
        provider.fail(true);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> find(keys, TestKeys.ELLIPTIC)).isInstanceOf(KeySourceException.class);
        }
    }

    @Test
    void areFetchedAgainAfterAFailure() throws Exception {
        var keys = keys(null);
        provider.fail(true);
        assertThatThrownBy(() -> find(keys, TestKeys.ELLIPTIC)).isInstanceOf(KeySourceException.class);
        provider.fail(false);
        assertThat(find(keys, TestKeys.ELLIPTIC)).hasSize(1);
    }

    @Test
    void areTheSameObjectUntilTheIssuerChangesThem() throws Exception {
        var keys = keys(null);
        var first = keys.current();
        now = now.plus(Duration.ofMinutes(6));
        assertThat(keys.current()).isSameAs(first);
        assertThat(provider.fetches()).isEqualTo(2);

        provider.publish(TestKeys.SIGNING.toPublicJWK());
        assertThat(keys.areStill(first)).as("within the five minutes").isTrue();
        now = now.plus(Duration.ofMinutes(5));
        assertThat(keys.areStill(first)).isFalse();
    }

    @Test
    void stayForAnHourWhileTheIssuerIsDown() throws Exception {
        var keys = keys(null);
        keys.current();
        provider.fail(true);
        now = now.plus(Duration.ofMinutes(59));
        assertThat(find(keys, TestKeys.ELLIPTIC)).hasSize(1);
        now = now.plus(Duration.ofMinutes(6));
        assertThatThrownBy(keys::current).isInstanceOf(KeySourceException.class);
    }

    @Test
    void areReadFromAnIssuerBehindAPrivateAuthorityWithItsSslBundleOnly(@TempDir Path directory) throws Exception {
        try (var front = TlsFront.of("DNS:localhost", URI.create(provider.issuer()), directory)) {
            var issuer = "https://localhost:" + front.port();
            provider.claimToBe(issuer);
            var trusting = new IssuerDocuments(issuer, "company", front.bundle());
            assertThat(find(PublishedKeys.of(trusting, null, () -> now), TestKeys.ELLIPTIC))
                    .hasSize(1);

            var distrusting = PublishedKeys.of(new IssuerDocuments(issuer, null, front.bundle()), null, () -> now);
            assertThatThrownBy(() -> find(distrusting, TestKeys.ELLIPTIC))
                    .isInstanceOf(KeySourceException.class)
                    .rootCause()
                    .hasMessageContaining("certification path");
        }
    }

    @Test
    void stopTheStartIfTheSslBundleIsMissing() {
        var none = new DefaultSslBundleRegistry();
        assertThatThrownBy(() -> new IssuerDocuments(provider.issuer(), "company", none))
                .isInstanceOf(NoSuchSslBundleException.class)
                .hasMessageContaining("company");
    }

    private PublishedKeys keys(@Nullable URI jwkSetUri) {
        return PublishedKeys.of(
                new IssuerDocuments(provider.issuer(), null, new DefaultSslBundleRegistry()), jwkSetUri, () -> now);
    }

    private static List<JWK> find(JWKSource<SecurityContext> keys, JWK wanted) throws KeySourceException {
        return keys.get(
                new JWKSelector(
                        new JWKMatcher.Builder().keyID(wanted.getKeyID()).build()),
                null);
    }
}
