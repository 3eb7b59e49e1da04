package dev.atlasgateway.admin.signin.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;

class OidcProvidersTests {

    /** Two ids with the same hash code. */
    private static final String HANGING = "Aa";

    private static final String READY = "BB";

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
            var providers = new OidcProviders(properties);

            var unanswered = threads.submit(() -> providers.findByRegistrationId(HANGING));
            try (var asked = provider.accept()) {
                var found = threads.submit(() -> providers.findByRegistrationId(READY));
                assertThat(found.get(5, TimeUnit.SECONDS)).isNotNull();
                assertThat(providers.findByRegistrationId(READY)).isSameAs(found.get());
                assertThat(unanswered).isNotDone();
            }
        }
    }

    @Test
    void areOnlyTheConfiguredOnes() {
        assertThat(new OidcProviders(new OAuth2ClientProperties()).findByRegistrationId("okta"))
                .isNull();
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
