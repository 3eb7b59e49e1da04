package dev.atlasgateway.policy;

import static dev.atlasgateway.policy.Examples.CLIENT_ID;
import static dev.atlasgateway.policy.Examples.GROUP_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.policy.field.Expiry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpiryTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant PAST = NOW.minusSeconds(1);

    @Test
    void truncatesEndsToSeconds() {
        assertThat(grant(NOW.plusMillis(999))).isEqualTo(grant(NOW));
        assertThat(new Client.Secret("x", NOW.plusNanos(1)).expiresAt()).isEqualTo(NOW);
    }

    @Test
    void rejectsANewEndInThePast() {
        assertThat(PolicyRules.pastEnds(null, grant(NOW), NOW))
                .extracting(Fault::field)
                .containsExactly("expiresAt");
        assertThat(PolicyRules.pastEnds(grant(null), grant(PAST), NOW)).hasSize(1);
        assertThat(PolicyRules.pastEnds(client(PAST, null), client(PAST, PAST), NOW))
                .extracting(Fault::field)
                .containsExactly("secrets[1].expiresAt");
        assertThat(PolicyRules.pastEnds(null, client(PAST, null), NOW))
                .extracting(Fault::field)
                .containsExactly("secrets[0].expiresAt");
    }

    @Test
    void acceptsEndsThatHaveNotChangedOrLieInTheFuture() {
        assertThat(PolicyRules.pastEnds(grant(PAST), grant(PAST), NOW)).isEmpty();
        assertThat(PolicyRules.pastEnds(client(PAST, null), client(PAST, NOW.plusSeconds(1)), NOW))
                .isEmpty();
        assertThat(PolicyRules.pastEnds(grant(PAST), grant(null), NOW)).isEmpty();
        assertThat(PolicyRules.pastEnds(null, Examples.TEAM, NOW)).isEmpty();
    }

    @Test
    void acceptsYearsOfFourDigitsOnly() {
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
