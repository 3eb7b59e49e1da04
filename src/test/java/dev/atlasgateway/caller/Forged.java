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

/** A token made by hand: good as it begins, and as bad as one makes it. */
final class Forged {

    static final String GATEWAY = "https://gateway.test";

    private final JWTClaimsSet.Builder claims;
    private String type = "at+jwt";
    private JWSAlgorithm algorithm = JWSAlgorithm.RS256;
    private UnaryOperator<JWSHeader.Builder> header = UnaryOperator.identity();

    private Forged(JWTClaimsSet.Builder claims) {
        this.claims = claims;
    }

    /** As the gateway would make it for the payments client. */
    static Forged token() {
        return token(GATEWAY, GATEWAY, Policies.PAYMENTS);
    }

    static Forged token(String issuer, String audience, String subject) {
        var now = Instant.now();
        return new Forged(new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(subject)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600))));
    }

    /** With another value, or none for null. */
    Forged claim(String name, Object value) {
        claims.claim(name, value);
        return this;
    }

    /** Made an hour before that. */
    Forged expiring(Duration fromNow) {
        var end = Instant.now().plus(fromNow);
        var start = Date.from(end.minusSeconds(3600));
        claims.issueTime(start).notBeforeTime(start).expirationTime(Date.from(end));
        return this;
    }

    Forged notBefore(Duration fromNow) {
        claims.notBeforeTime(Date.from(Instant.now().plus(fromNow)));
        return this;
    }

    Forged type(String typ) {
        type = typ;
        return this;
    }

    Forged algorithm(JWSAlgorithm alg) {
        algorithm = alg;
        return this;
    }

    Forged header(UnaryOperator<JWSHeader.Builder> change) {
        header = change;
        return this;
    }

    String signedBy(JWK key) {
        try {
            return signed(
                    key.getKeyID(), key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner((RSAKey) key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Signed with HS256 and a secret that everybody knows: the bytes of the public key. */
    String signedByHmacOf(byte[] secret, String keyId) {
        try {
            return algorithm(JWSAlgorithm.HS256).signed(keyId, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Not signed at all: {@code alg: none}. */
    String unsigned() {
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
