package dev.atlasgateway.history;

import dev.atlasgateway.history.RecordedCall.Forwarded;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds one call and puts its rows together. */
record CallLookup(HistoryPool pool) {

    private static final Pattern UUIDS = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final String OF_CALL =
            "select " + RecordedCallMapper.COLUMNS + " from audit where id = ? order by stage desc";

    /** Uses the index of outcomes. A call without an outcome is younger than the settled ones, so few intents are read. */
    private static final String NEWEST = """
            select id from (
                select id, team from audit where stage = 'outcome' and request_id = :requestId
                union all
                select id, team from audit
                where stage = 'intent' and request_id = :requestId and id >= (select audit_floor(until) from audit_settled)
            ) as calls
            where cast(:teams as text[]) is null or team = any(cast(:teams as text[]))
            order by id desc limit 1
            """;

    /**
     * Finds the call with this id, or the newest visible one with this request id.
     *
     * @param teams the teams with visible calls; null for all calls
     */
    Optional<RecordedCall> find(String id, @Nullable Set<String> teams) {
        var byId = UUIDS.matcher(id).matches() ? byId(UUID.fromString(id)) : Optional.<RecordedCall>empty();
        return byId.filter(call -> isVisible(call.caller().team(), teams)).or(() -> byRequestId(id, teams));
    }

    private static boolean isVisible(@Nullable String team, @Nullable Set<String> teams) {
        return teams == null || (team != null && teams.contains(team));
    }

    private Optional<RecordedCall> byRequestId(String requestId, @Nullable Set<String> teams) {
        return pool.read(jdbc -> jdbc.sql(NEWEST)
                        .param("requestId", requestId)
                        .param("teams", teams == null ? null : teams.toArray(String[]::new))
                        .query(UUID.class)
                        .optional())
                .flatMap(this::byId);
    }

    private Optional<RecordedCall> byId(UUID id) {
        return merged(pool.read(jdbc ->
                jdbc.sql(OF_CALL).param(id).query(RecordedCallMapper::of).list()));
    }

    /** Merges the outcome, which comes first and repeats the intent, with the time when the intent was stored. */
    private static Optional<RecordedCall> merged(List<RecordedCall> rows) {
        return switch (rows.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(rows.getFirst());
            default -> Optional.of(withIntent(rows.getFirst(), rows.getLast().forwarded()));
        };
    }

    private static RecordedCall withIntent(RecordedCall ended, @Nullable Forwarded intent) {
        return new RecordedCall(
                ended.id(), ended.header(), ended.caller(), ended.request(), ended.decision(), intent, ended.result());
    }
}
