package dev.atlasgateway.caller.digest;

import dev.atlasgateway.caller.DigestLogin;
import dev.atlasgateway.caller.LoginLimit;
import dev.atlasgateway.caller.SourceBuckets;
import dev.atlasgateway.caller.UsedNonces;
import dev.atlasgateway.caller.token.CallerProperties;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiKeyProperties.class)
class DigestConfiguration {

    /** Enough for 600 calls a second with the default lifetime of nonces. Beyond that, nonces live shorter. */
    private static final int USED_NONCES = 200_000;

    @Bean
    EncryptionKeys encryptionKeys(ApiKeyProperties properties, Environment environment, InstantSource clock) {
        return new EncryptionKeys(properties.encryptionKeys(), environment, clock);
    }

    @Bean
    Ha1Encryption ha1Encryption(EncryptionKeys keys) {
        return new Ha1Encryption(keys);
    }

    /** A first half is no call of its own: neither a figure nor a trace. {@code gateway.digest.calls} counts it. */
    @Bean
    ObservationPredicate firstHalvesAreNotObserved(Ha1Encryption encryption) {
        return (name, context) -> !(encryption.isOn()
                && context instanceof ServerRequestObservationContext server
                && server.getCarrier() instanceof HttpServletRequest request
                && DigestAuthentication.isFirstHalf(request));
    }

    @Bean
    DigestLogin digestLogin(
            ApiKeyProperties properties,
            Ha1Encryption encryption,
            CallerProperties callers,
            Policy policy,
            ObjectProvider<UsedNonces> shared,
            InstantSource clock,
            MeterRegistry meters) {
        var failures = new LoginLimit(
                List.of(callers.loginLimit().perClient()),
                List.of(callers.loginLimit().perAddress()),
                TimeMeter.SYSTEM_NANOTIME,
                DigestAuthentication::limited);
        var nonces = new Nonces(() -> encryption.derivedKeys("nonces"), properties.nonceLifetime(), clock);
        return new DigestAuthentication(
                encryption.isOn(),
                nonces,
                new LocalUsedNonces(USED_NONCES, nonces.longestUse(), clock),
                shared.getIfAvailable(() -> (nonce, lifetime) -> true),
                new ApiKeyAuthenticator(policy, encryption, failures, callers.issuer(), clock),
                new SourceBuckets(properties.unansweredChallenges(), LoginLimit.PERIOD, TimeMeter.SYSTEM_NANOTIME),
                meters);
    }
}
