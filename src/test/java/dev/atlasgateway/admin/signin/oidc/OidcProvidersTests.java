package dev.atlasgateway.admin.signin.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.atlasgateway.admin.signin.ProviderLogout;
import dev.atlasgateway.testing.CompanyLogin;
import dev.atlasgateway.testing.CompanyLogin.Person;
import dev.atlasgateway.testing.TlsFront;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

class OidcProvidersTests {

    /** Two ids with the same hash code. */
    private static final String HANGING = "Aa";

    private static final String READY = "BB";
    private static final String COMPANY = "company";

    @Test
    void areAvailableWhileAnotherOneDoesNotAnswer() throws Exception {
        var properties = new OAuth2ClientProperties();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var provider = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var hanging = new OAuth2ClientProperties.Provider();
            hanging.setIssuerUri("http://127.0.0.1:" + provider.getLocalPort());
            properties.getProvider().put(HANGING, hanging);
            properties.getProvider().put(READY, ready());
            properties.getRegistration().put(HANGING, registration());
            properties.getRegistration().put(READY, registration());
            var providers = providers(properties);
            assertThat(providers(properties).findByRegistrationId(READY))
                    .isNotNull(); // loads classes, which takes time

            var unanswered = threads.submit(() -> providers.findByRegistrationId(HANGING));
            try (var asked = provider.accept()) {
                var found = threads.submit(() -> providers.findByRegistrationId(READY));
                assertThat(found.get(5, TimeUnit.SECONDS)).isNotNull();
                assertThat(providers.findByRegistrationId(READY)).isSameAs(found.get());
                assertThat(unanswered).isNotDone();
            }
        }
    }

    /** Users who are not signed in cause these requests. */
    @Test
    void areAskedOnceInTenSecondsWhileTheyAreUnavailable() throws Exception {
        var asked = new AtomicInteger();
        var provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        provider.start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var properties = new OAuth2ClientProperties();
            var away = new OAuth2ClientProperties.Provider();
            away.setIssuerUri("http://127.0.0.1:" + provider.getAddress().getPort());
            properties.getProvider().put(COMPANY, away);
            properties.getRegistration().put(COMPANY, registration());
            var now = new AtomicReference<>(Instant.EPOCH);
            var providers = new OidcProviders(
                    properties, Map.of(), new DefaultSslBundleRegistry(), new StandardEnvironment(), now::get);
            var attempts = IntStream.range(0, 20)
                    .mapToObj(ignored -> threads.submit(() -> providers.findByRegistrationId(COMPANY)))
                    .toList();
            for (var attempt : attempts) {
                assertThatThrownBy(attempt::get).hasCauseInstanceOf(OAuth2AuthenticationException.class);
            }
            assertThat(asked).hasValue(1);
            now.set(Instant.EPOCH.plusSeconds(10));
            assertThatThrownBy(() -> providers.findByRegistrationId(COMPANY)).hasMessageContaining("not available");
            assertThatThrownBy(() -> providers.findByRegistrationId(COMPANY)).hasMessageContaining("not available");
            assertThat(asked).hasValue(2);
        } finally {
            provider.stop(0);
        }
    }

    @Test
    void areOnlyTheConfiguredOnes() {
        assertThat(providers(new OAuth2ClientProperties()).findByRegistrationId("okta"))
                .isNull();
    }

    @Test
    void areReachedBehindAPrivateAuthorityWithTheirSslBundleOnly(@TempDir Path directory) throws Exception {
        var company = CompanyLogin.start();
        var plain = URI.create(company.issuer());
        try (var front = TlsFront.of("DNS:localhost", plain, directory)) {
            company.publishAs("https://localhost:" + front.port());
            var properties = company(company);
            var trusting = providers(properties, Map.of(COMPANY, "company"), front.bundle());
            var registration = trusting.findByRegistrationId(COMPANY);

            var exchange = signIn(registration, plain);
            var tokens =
                    trusting.tokens().getTokenResponse(new OAuth2AuthorizationCodeGrantRequest(registration, exchange));
            var idToken = trusting.createDecoder(registration)
                    .decode(tokens.getAdditionalParameters().get("id_token").toString());
            var user = trusting.users()
                    .loadUser(new OidcUserRequest(
                            registration,
                            tokens.getAccessToken(),
                            new OidcIdToken(
                                    idToken.getTokenValue(),
                                    idToken.getIssuedAt(),
                                    idToken.getExpiresAt(),
                                    idToken.getClaims())));
            assertThat(user.getUserInfo().getSubject()).isEqualTo("id-of-ada");
            assertThat(trusting.logout(COMPANY, company.logoutToken(Person.ADMIN, Map.of())))
                    .isEqualTo(new ProviderLogout(COMPANY, company.issuer(), null, "id-of-ada"));

            assertThatThrownBy(() -> providers(properties).findByRegistrationId(COMPANY))
                    .hasMessageContaining(company.issuer())
                    .rootCause()
                    .hasMessageContaining("certification path");
        }
    }

    @Test
    void sendTheSecretThatTheMountedFileHasNow(@TempDir Path folder) throws Exception {
        var file = folder.resolve("spring.security.oauth2.client.registration.company.client-secret");
        Files.writeString(file, "old\n");
        var environment = new StandardEnvironment();
        environment.getPropertySources().addLast(new ConfigTreePropertySource("secrets", folder));
        var company = CompanyLogin.start();
        var providers = new OidcProviders(
                company(company), Map.of(), new DefaultSslBundleRegistry(), environment, Clock.systemUTC());
        var registration = providers.findByRegistrationId(COMPANY);
        assertThat(registration.getClientSecret()).isEqualTo("old");

        Files.writeString(file, CompanyLogin.CONSOLE_SECRET + "\n");
        var present = providers.findByRegistrationId(COMPANY);
        var exchange = signIn(present, URI.create(company.issuer()));
        assertThat(providers
                        .tokens()
                        .getTokenResponse(new OAuth2AuthorizationCodeGrantRequest(present, exchange))
                        .getAccessToken())
                .isNotNull();
    }

    @Test
    void stopTheStartIfAnSslBundleIsOfNoRegistration() {
        assertThatThrownBy(() -> providers(
                        new OAuth2ClientProperties(), Map.of("keycloak", "company"), new DefaultSslBundleRegistry()))
                .hasMessageStartingWith("gateway.signin.ssl-bundles.keycloak names no registration");
    }

    /** Returns what the browser brings back from the provider. */
    private static OAuth2AuthorizationExchange signIn(ClientRegistration registration, URI plain) throws Exception {
        var request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(plain + "/authorize")
                .clientId(registration.getClientId())
                .redirectUri("https://gateway.test/code")
                .state("state")
                .attributes(Map.of(PkceParameterNames.CODE_VERIFIER, "verifier"))
                .additionalParameters(Map.of("nonce", "n", "code_challenge", CompanyLogin.challenge("verifier")))
                .build();
        var address = request.getAuthorizationRequestUri() + "&" + CompanyLogin.person(Person.ADMIN);
        try (var browser = HttpClient.newHttpClient()) {
            var back = browser.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            var code = CompanyLogin.form(URI.create(back).getRawQuery()).get("code");
            return new OAuth2AuthorizationExchange(
                    request,
                    OAuth2AuthorizationResponse.success(code)
                            .redirectUri("https://gateway.test/code")
                            .state("state")
                            .build());
        }
    }

    private static OAuth2ClientProperties company(CompanyLogin company) {
        var properties = new OAuth2ClientProperties();
        var provider = new OAuth2ClientProperties.Provider();
        provider.setIssuerUri(company.issuer());
        properties.getProvider().put(COMPANY, provider);
        var registration = new OAuth2ClientProperties.Registration();
        registration.setClientId(CompanyLogin.CONSOLE);
        registration.setClientSecret(CompanyLogin.CONSOLE_SECRET);
        registration.setScope(Set.of("openid", "profile"));
        properties.getRegistration().put(COMPANY, registration);
        return properties;
    }

    private static OidcProviders providers(OAuth2ClientProperties properties) {
        return providers(properties, Map.of(), new DefaultSslBundleRegistry());
    }

    private static OidcProviders providers(
            OAuth2ClientProperties properties, Map<String, String> sslBundles, SslBundles bundles) {
        return new OidcProviders(properties, sslBundles, bundles, new StandardEnvironment(), Clock.systemUTC());
    }

    private static OAuth2ClientProperties.Provider ready() {
        var provider = new OAuth2ClientProperties.Provider();
        provider.setAuthorizationUri("https://login.example.com/authorize");
        provider.setTokenUri("https://login.example.com/token");
        return provider;
    }

    private static OAuth2ClientProperties.Registration registration() {
        var registration = new OAuth2ClientProperties.Registration();
        registration.setClientId("gateway");
        registration.setAuthorizationGrantType("authorization_code");
        registration.setRedirectUri("{baseUrl}/login/oauth2/code/{registrationId}");
        return registration;
    }
}
