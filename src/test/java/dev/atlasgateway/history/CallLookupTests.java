package dev.atlasgateway.history;

import static dev.atlasgateway.history.HistoryFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.history.TimelineEvent.Kind;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CallLookupTests {

    private static final String PATCH = "PATCH /api/atlas/v2/groups/x/flexClusters/orders-dev";

    private final HistoryFixture past = new HistoryFixture();

    @AfterEach
    void close() {
        past.close();
    }

    @Test
    void mergesBothRowsOfACall() {
        var id = intent("twice");
        past.insert(
                id,
                NOON,
                "request_id",
                "twice",
                "target",
                PATCH,
                "recorded_at",
                at(900),
                "outcome",
                "unknown",
                "status",
                504,
                "error_code",
                "GATEWAY_UPSTREAM_TIMEOUT",
                "atlas_error",
                "TIMED_OUT",
                "total_us",
                800_000L,
                "notes",
                "[\"guardrail:tags\"]",
                "attempts",
                """
                        [{"at": "2026-11-23T12:00:00.100Z", "us": 50000, "status": 503, "effect": "none", "error": null},
                         {"at": "2026-11-23T12:00:00.300Z", "us": 400000, "status": 0, "effect": "unknown", "error": "timeout"}]
                        """);

        var call = past.lookup.find("twice", null).orElseThrow();

        assertThat(call).isEqualTo(past.lookup.find(id.toString(), null).orElseThrow());
        assertThat(call.forwarded().target()).isEqualTo(PATCH);
        assertThat(call.forwarded().intentStoredAt()).isEqualTo(NOON.plusMillis(20));
        assertThat(call.decision().notes()).containsExactly("guardrail:tags");
        assertThat(call.result().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(call.result().duration()).isEqualTo(Duration.ofMillis(800));
        assertThat(call.result().atlas().attempts())
                .extracting(attempt -> attempt.effect())
                .containsExactly(Effect.NONE, Effect.UNKNOWN);
        assertThat(call.timeline())
                .extracting(TimelineEvent::kind)
                .containsExactly(
                        Kind.RECEIVED,
                        Kind.DECIDED,
                        Kind.INTENT_STORED,
                        Kind.ATTEMPT,
                        Kind.ATTEMPT,
                        Kind.ANSWERED,
                        Kind.OUTCOME_STORED);
        assertThat(call.timeline().get(4).detail()).isEqualTo("timeout after 400 ms, effect unknown");
    }

    @Test
    void keepsTheWordOfTheApiForAStoredOutcome() {
        assertThat(JsonMapper.shared().writeValueAsString(Kind.OUTCOME_STORED)).isEqualTo("\"ENDING_STORED\"");
    }

    @Test
    void findsACallThatIsUnderWay() {
        intent("under-way");

        var call = past.lookup.find("under-way", null).orElseThrow();

        assertThat(call.result()).isNull();
        assertThat(call.timeline().getLast().kind()).isEqualTo(Kind.INTENT_STORED);
        assertThat(past.search.page(CallFilter.all(), null, 10).items()).isEmpty();
    }

    @Test
    void findsACallOfADeadReplicaWithoutAStatus() {
        var id = past.call(NOON, "outcome", "unknown", "status", null, "total_us", null);

        var result = past.lookup.find(id.toString(), null).orElseThrow().result();

        assertThat(result.status()).isNull();
        assertThat(result.duration()).isNull();
    }

    @Test
    void findsTheNewestOfCallsWithTheSameRequestId() {
        past.call(NOON.minus(Duration.ofDays(30)), "request_id", "again");
        var newest = past.call(NOON, "request_id", "again");

        assertThat(past.lookup.find("again", null).orElseThrow().id()).isEqualTo(newest);
    }

    @Test
    void findsTheNewestVisibleCallIfOtherTeamsUsedTheSameRequestId() {
        var own = past.call(NOON.minusSeconds(60), "request_id", "reused", "team", "payments");
        var others = past.call(NOON, "request_id", "reused", "team", "search");
        var nobodys = past.call(NOON.plusSeconds(1), "request_id", own.toString(), "team", null);

        assertThat(past.lookup.find("reused", Set.of("payments")).orElseThrow().id())
                .isEqualTo(own);
        assertThat(past.lookup.find("reused", null).orElseThrow().id()).isEqualTo(others);
        assertThat(past.lookup
                        .find(own.toString(), Set.of("payments"))
                        .orElseThrow()
                        .id())
                .isEqualTo(own);
        assertThat(past.lookup.find(others.toString(), Set.of("payments"))).isEmpty();
        assertThat(past.lookup.find(nobodys.toString(), Set.of("payments"))).isEmpty();
        assertThat(past.lookup.find("reused", Set.of())).isEmpty();
    }

    @Test
    void findsNothingForAnUnknownId() {
        assertThat(past.lookup.find("never", null)).isEmpty();
        assertThat(past.lookup.find(UUID.randomUUID().toString(), null)).isEmpty();
    }

    private UUID intent(String requestId) {
        var id = new UUID(NOON.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
        past.insert(
                id,
                NOON,
                "stage",
                "intent",
                "request_id",
                requestId,
                "outcome",
                null,
                "status",
                null,
                "total_us",
                null,
                "target",
                PATCH,
                "sent",
                "{\"tags\": []}",
                "recorded_at",
                at(20));
        return id;
    }

    private static OffsetDateTime at(long millis) {
        return OffsetDateTime.ofInstant(NOON.plusMillis(millis), ZoneOffset.UTC);
    }
}
