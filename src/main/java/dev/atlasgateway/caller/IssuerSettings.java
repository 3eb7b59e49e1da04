package dev.atlasgateway.caller;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/** OpenID provider of the company and which of its tokens are accepted, by callers' settings or by those of admins. */
public interface IssuerSettings {

    /** Returns the exact {@code iss} of its tokens. */
    String issuer();

    /** Returns the value that {@code aud} must contain. */
    String audience();

    /** Returns the address of its keys, or null to find it by OpenID Connect Discovery. */
    @Nullable
    URI jwkSetUri();

    Set<SignatureAlgorithm> algorithms();

    /** Returns the accepted {@code typ} values. An empty string accepts a token without {@code typ}. */
    List<String> types();

    /** Returns the longest time that a token may be valid. */
    Duration maxLifetime();

    /** Returns the name of the SSL bundle for connections to it, or null to trust the authorities of the JVM. */
    @Nullable
    String sslBundle();
}
