package dev.atlasgateway.caller.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

class CallerPropertiesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Enabling.class);

    @EnableConfigurationProperties(CallerProperties.class)
    static class Enabling {}

    @Test
    void haveDefaults() {
        with(properties -> {
            assertThat(properties.issuer()).isEqualTo("https://atlas-gateway");
            assertThat(properties.signingKey()).isNull();
            assertThat(properties.previousKeys()).isEmpty();
            assertThat(properties.rememberedTokens()).isEqualTo(10_000);
            assertThat(properties.issuers()).isEmpty();
            assertThat(properties.loginLimit()).isEqualTo(new CallerProperties.LoginLimits(10, 100, 600));
        });
    }

    @Test
    void mapEveryKey() {
        with(
                properties -> {
                    assertThat(properties.issuer()).isEqualTo("https://gateway.test");
                    assertThat(properties.signingKey().getFilename()).isEqualTo("key.pem");
                    assertThat(properties.previousKeys()).hasSize(2);
                    assertThat(properties.rememberedTokens()).isEqualTo(5);
                    assertThat(properties.loginLimit()).isEqualTo(new CallerProperties.LoginLimits(1, 2, 3));
                    var issuer = properties.issuers().getFirst();
                    assertThat(issuer.issuer()).isEqualTo("https://id.test");
                    assertThat(issuer.audience()).isEqualTo("gateway");
                    assertThat(issuer.jwkSetUri()).isEqualTo(URI.create("https://id.test/keys"));
                    assertThat(issuer.claim()).isEqualTo("groups");
                    assertThat(issuer.teams()).isEqualTo(Map.of("platform/orders", "payments", "b", "search"));
                    assertThat(issuer.algorithms()).containsExactly(SignatureAlgorithm.ES256);
                    assertThat(issuer.types()).containsExactly("JWT", "");
                    assertThat(issuer.maxLifetime()).isEqualTo(Duration.ofHours(1));
                    assertThat(issuer.sslBundle()).isEqualTo("company");
                },
                "gateway.caller.issuer=https://gateway.test",
                "gateway.caller.signing-key=file:/run/secrets/key.pem",
                "gateway.caller.previous-keys=file:/a.pem,file:/b.pem",
                "gateway.caller.remembered-tokens=5",
                "gateway.caller.login-limit.per-client=1",
                "gateway.caller.login-limit.per-address=2",
                "gateway.caller.login-limit.logins-per-client=3",
                "gateway.caller.issuers[0].issuer=https://id.test",
                "gateway.caller.issuers[0].audience=gateway",
                "gateway.caller.issuers[0].jwk-set-uri=https://id.test/keys",
                "gateway.caller.issuers[0].claim=groups",
                "gateway.caller.issuers[0].teams.[platform/orders]=payments",
                "gateway.caller.issuers[0].teams.b=search",
                "gateway.caller.issuers[0].algorithms=ES256",
                "gateway.caller.issuers[0].types[0]=JWT",
                "gateway.caller.issuers[0].types[1]=",
                "gateway.caller.issuers[0].max-lifetime=1h",
                "gateway.caller.issuers[0].ssl-bundle=company");
    }

    @Test
    void acceptOnlyAsymmetricAlgorithmsByDefault() {
        with(
                properties -> assertThat(properties.issuers().getFirst().algorithms())
                        .hasSize(9)
                        .contains(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256),
                issuer("https://id.test"));
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.caller.issuer, atlas-gateway, on field 'issuer'",
        "gateway.caller.issuer, https://gateway.test?a=b, on field 'issuer'",
        "gateway.caller.remembered-tokens, 0, on field 'rememberedTokens'",
        "gateway.caller.login-limit.per-client, 0, on field 'loginLimit.perClient'",
        "gateway.caller.login-limit.per-address, -1, on field 'loginLimit.perAddress'",
        "gateway.caller.login-limit.logins-per-client, 0, on field 'loginLimit.loginsPerClient'",
        "gateway.caller.issuers[0].issuer, '', on field 'issuers[0].issuer'",
        "gateway.caller.issuers[0].audience, '', on field 'issuers[0].audience'",
        "gateway.caller.issuers[0].claim, '', on field 'issuers[0].claim'",
        "gateway.caller.issuers[0].algorithms, none, gateway.caller.issuers[0].algorithms",
        "gateway.caller.issuers[0].algorithms, HS256, gateway.caller.issuers[0].algorithms",
        "gateway.caller.issuers[0].max-lifetime, 0s, on field 'issuers[0].maxLifetime'",
        "gateway.caller.issuers[0].teams.b, '', on field 'issuers[0].teams"
    })
    void stopTheStartAndNameTheInvalidKey(String key, String value, String named) {
        runner.withPropertyValues(issuer("https://id.test"))
                .withPropertyValues(key + "=" + value)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(named));
    }

    @Test
    void stopTheStartIfAnIssuerIsNamedTwice() {
        runner.withPropertyValues(issuer("https://atlas-gateway"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith("gateway.caller.issuers: https://atlas-gateway is named twice"));
    }

    private void with(Consumer<CallerProperties> check, String... values) {
        runner.withPropertyValues(values).run(context -> check.accept(context.getBean(CallerProperties.class)));
    }

    private static String[] issuer(String name) {
        return new String[] {
            "gateway.caller.issuers[0].issuer=" + name,
            "gateway.caller.issuers[0].audience=gateway",
            "gateway.caller.issuers[0].claim=groups",
            "gateway.caller.issuers[0].teams.a=payments"
        };
    }
}
