package dev.atlasgateway.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Builder of tokens. A new one is valid, and a test can make it invalid. */
public final class ForgedToken {

    public static final String GATEWAY = "https://gateway.test";

    private final JWTClaimsSet.Builder claims;
    private String type = "at+jwt";
    private JWSAlgorithm algorithm = JWSAlgorithm.RS256;
    private UnaryOperator<JWSHeader.Builder> header = UnaryOperator.identity();

    private ForgedToken(JWTClaimsSet.Builder claims) {
        this.claims = claims;
    }

    /** Returns a token like those that the gateway issues to the payments client. */
    public static ForgedToken token() {
        return token(GATEWAY, GATEWAY, CallerPolicy.PAYMENTS);
    }

    public static ForgedToken token(String issuer, String audience, String subject) {
        var now = Instant.now();
        return new ForgedToken(new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(subject)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600))));
    }

    /** Sets a claim, or removes it if the value is null. */
    public ForgedToken claim(String name, Object value) {
        claims.claim(name, value);
        return this;
    }

    /** Sets the expiry, and the issue time an hour before it. */
    public ForgedToken expiring(Duration fromNow) {
        var end = Instant.now().plus(fromNow);
        var start = Date.from(end.minusSeconds(3600));
        claims.issueTime(start).notBeforeTime(start).expirationTime(Date.from(end));
        return this;
    }

    /** Sets the issue time to this long before the expiry. */
    public ForgedToken lasting(Duration lifetime) {
        claims.issueTime(
                Date.from(claims.build().getExpirationTime().toInstant().minus(lifetime)));
        return this;
    }

    public ForgedToken notBefore(Duration fromNow) {
        claims.notBeforeTime(Date.from(Instant.now().plus(fromNow)));
        return this;
    }

    public ForgedToken type(String typ) {
        type = typ;
        return this;
    }

    public ForgedToken algorithm(JWSAlgorithm alg) {
        algorithm = alg;
        return this;
    }

    public ForgedToken header(UnaryOperator<JWSHeader.Builder> change) {
        header = change;
        return this;
    }

    public String signedBy(JWK key) {
        try {
            return signed(
                    key.getKeyID(), key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner((RSAKey) key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Signs with HS256 and the bytes of the public key, which every client knows. */
    public String signedByHmacOf(byte[] secret, String keyId) {
        try {
            return algorithm(JWSAlgorithm.HS256).signed(keyId, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the token without a signature ({@code alg: none}). */
    public String unsigned() {
        return base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}")
                + "."
                + base64(claims.build().toString())
                + ".";
    }

    private String signed(String keyId, JWSSigner signer) throws JOSEException {
        var builder = new JWSHeader.Builder(algorithm).keyID(keyId);
        if (type != null) {
            builder.type(new JOSEObjectType(type));
        }
        var jwt = new SignedJWT(header.apply(builder).build(), claims.build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
