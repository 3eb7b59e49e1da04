package dev.atlasgateway.caller.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.caller.CallerPolicy;
import dev.atlasgateway.caller.DigestException;
import dev.atlasgateway.caller.DigestException.Kind;
import dev.atlasgateway.caller.LoginLimit;
import dev.atlasgateway.caller.SourceBuckets;
import dev.atlasgateway.caller.UsedNonces;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Both halves of a login. */
class DigestAuthenticationTests {

    private static final String PATH = "/api/atlas/v1.0/groups/1";
    private static final Ha1Encryption ENCRYPTION =
            new Ha1Encryption(List.of("0123456789abcdef0123456789abcdef".getBytes(US_ASCII)));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HashSet<String> redis = new HashSet<>();
    private final CallerPolicy policies = new CallerPolicy()
            .client(new Client(
                    "paydemoa", "payments", List.of(Client.Secret.of("paydemoa", "one", null, ENCRYPTION)), false));
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");

    private DigestAuthentication replica(int unanswered) {
        var nonces = new Nonces(() -> ENCRYPTION.derivedKeys("nonces"), Duration.ofMinutes(5), () -> now);
        var limit =
                new LoginLimit(List.of(100), List.of(100), TimeMeter.SYSTEM_NANOTIME, DigestAuthentication::limited);
        UsedNonces shared = (use, lifetime) -> redis.add(use);
        return new DigestAuthentication(
                true,
                nonces,
                new LocalUsedNonces(100, nonces.longestUse(), () -> now),
                shared,
                new ApiKeyAuthenticator(policies::snapshot, ENCRYPTION, limit, "https://gateway.test", () -> now),
                new SourceBuckets(unanswered, LoginLimit.PERIOD, TimeMeter.SYSTEM_NANOTIME),
                meters);
    }

    private static MockHttpServletRequest request() {
        return new MockHttpServletRequest("GET", PATH);
    }

    private static Kind refused(DigestAuthentication replica, MockHttpServletRequest request) {
        return catchThrowableOfType(DigestException.class, () -> replica.authenticate(replica.convert(request)))
                .kind();
    }

    private static MockHttpServletRequest answer(String challenge) {
        var nonce = challenge.replaceFirst(".*nonce=\"([^\"]+)\".*", "$1");
        var response = md5(md5("paydemoa:MMS Public API:one") + ":" + nonce + ":00000001:c:auth:" + md5("GET:" + PATH));
        var request = request();
        request.addHeader(
                "Authorization",
                "Digest username=\"paydemoa\", realm=\"MMS Public API\", nonce=\"%s\", uri=\"%s\", response=\"%s\", qop=auth, nc=00000001, cnonce=\"c\""
                        .formatted(nonce, PATH, response));
        return request;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void acceptsTheAnswerToTheChallengeOfAnotherReplicaOnce() {
        var first = replica(10);
        var second = replica(10);
        var answer = answer(first.challenge(false));
        assertThat(second.authenticate(second.convert(answer)).isAuthenticated())
                .isTrue();
        assertThat(refused(second, answer)).isEqualTo(Kind.REPLAYED);
        assertThat(refused(first, answer)).as("shared by Redis").isEqualTo(Kind.REPLAYED);
    }

    @Test
    void callsARightAnswerToAnExpiredChallengeStale() {
        var replica = replica(10);
        var answer = answer(replica.challenge(false));
        now = now.plus(Duration.ofMinutes(5));
        assertThat(refused(replica, answer)).isEqualTo(Kind.STALE);
        assertThat(replica.challenge(true)).endsWith("stale=true");
    }

    @Test
    void boundsChallengesWithoutAnAnswer() {
        var replica = replica(3);
        for (int i = 0; i < 3; i++) {
            assertThat(refused(replica, request())).isEqualTo(Kind.FIRST_HALF);
        }
        assertThat(refused(replica, request())).isEqualTo(Kind.LIMITED);
        var elsewhere = request();
        elsewhere.setRemoteAddr("192.0.2.1");
        assertThat(refused(replica, elsewhere)).isEqualTo(Kind.FIRST_HALF);
        assertThat(meters.counter("gateway.digest.calls", "result", "limited").count())
                .isEqualTo(1);
    }

    @Test
    void boundsAnswersToAnExpiredChallengeAlike() {
        var replica = replica(3);
        var answer = answer(replica.challenge(false));
        now = now.plus(Duration.ofMinutes(5));
        for (int i = 0; i < 3; i++) {
            assertThat(refused(replica, answer)).isEqualTo(Kind.STALE);
        }
        assertThatExceptionOfType(DigestException.class)
                .isThrownBy(() -> replica.authenticate(replica.convert(answer)))
                .withMessage("This address got 3 challenges in a minute without a right answer. Wait, and then send the"
                        + " call again with the answer to its challenge.")
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.LIMITED));
        assertThat(replica.authenticate(replica.convert(answer(replica.challenge(false))))
                        .isAuthenticated())
                .isTrue();
    }

    @Test
    void doesNotBoundClientsThatAnswer() {
        var replica = replica(1);
        for (int i = 0; i < 100; i++) {
            assertThat(refused(replica, request())).isEqualTo(Kind.FIRST_HALF);
            var answer = replica.convert(answer(replica.challenge(false)));
            assertThat(replica.authenticate(answer).isAuthenticated()).isTrue();
        }
    }

    @Test
    void leavesOtherCallsAlone() {
        var replica = replica(10);
        var bearer = request();
        bearer.addHeader("Authorization", "Bearer x");
        assertThat(replica.convert(bearer)).isNull();
        assertThat(replica.convert(new MockHttpServletRequest("GET", "/openapi.yaml")))
                .isNull();
        assertThat(replica.convert(new MockHttpServletRequest("PROPFIND", PATH)))
                .isNull();
    }
}
