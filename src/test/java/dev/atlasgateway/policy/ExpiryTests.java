package dev.atlasgateway.policy;

import static dev.atlasgateway.policy.Examples.CLIENT_ID;
import static dev.atlasgateway.policy.Examples.GROUP_ID;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpiryTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant PAST = NOW.minusSeconds(1);

    @Test
    void keepsEndsToTheSecond() {
        assertThat(grant(NOW.plusMillis(999))).isEqualTo(grant(NOW));
        assertThat(new Client.Secret("x", NOW.plusNanos(1)).expiresAt()).isEqualTo(NOW);
    }

    @Test
    void findsAnEndThatIsSetAndPast() {
        assertThat(Expiry.newAndPast(null, grant(NOW), NOW))
                .extracting(Fault::field)
                .containsExactly("expiresAt");
        assertThat(Expiry.newAndPast(grant(null), grant(PAST), NOW)).hasSize(1);
        assertThat(Expiry.newAndPast(client(PAST, null), client(PAST, PAST), NOW))
                .extracting(Fault::field)
                .containsExactly("secrets[1].expiresAt");
        assertThat(Expiry.newAndPast(null, client(PAST, null), NOW))
                .extracting(Fault::field)
                .containsExactly("secrets[0].expiresAt");
    }

    @Test
    void findsNothingWhereAnObjectHasExpiredInTheMeantimeOrNotAtAll() {
        assertThat(Expiry.newAndPast(grant(PAST), grant(PAST), NOW)).isEmpty();
        assertThat(Expiry.newAndPast(client(PAST, null), client(PAST, NOW.plusSeconds(1)), NOW))
                .isEmpty();
        assertThat(Expiry.newAndPast(grant(PAST), grant(null), NOW)).isEmpty();
        assertThat(Expiry.newAndPast(null, Examples.TEAM, NOW)).isEmpty();
    }

    @Test
    void leavesDatesThatEverybodyCanRead() {
        assertThat(Expiry.fault(Instant.parse("9999-12-31T23:59:59Z"))).isEmpty();
        assertThat(Expiry.fault(Instant.parse("0000-01-01T00:00:00Z"))).isEmpty();
        assertThat(Expiry.fault(Instant.parse("+10000-01-01T00:00:00Z"))).isPresent();
        assertThat(Expiry.fault(Instant.parse("-0001-12-31T23:59:59Z"))).isPresent();
    }

    private static Grant grant(@Nullable Instant end) {
        return new Grant("payments", GROUP_ID, Role.GROUP_OWNER, "*", end, null);
    }

    private static Client client(@Nullable Instant first, @Nullable Instant second) {
        return new Client(
                CLIENT_ID,
                "payments",
                List.of(new Client.Secret("a".repeat(64), first), new Client.Secret("b".repeat(64), second)),
                false);
    }
}
