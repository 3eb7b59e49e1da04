package dev.atlasgateway.history;

import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.history.RecordedCall.Atlas;
import dev.atlasgateway.history.RecordedCall.Forwarded;
import dev.atlasgateway.history.RecordedCall.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Flat form of a call for programs: the same fields in JSON and CSV, in this order. */
public final class CallFields {

    private static final SequencedMap<String, Field> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("id", RecordedCall::id);
        FIELDS.put("requestId", RecordedCall::requestId);
        FIELDS.put("receivedAt", RecordedCall::receivedAt);
        FIELDS.put("endedAt", result(Result::storedAt));
        FIELDS.put("replica", call -> call.header().replica());
        FIELDS.put("traceId", call -> call.header().traceId());
        FIELDS.put("team", call -> call.caller().team());
        FIELDS.put("client", call -> call.caller().client());
        FIELDS.put("issuer", call -> call.caller().issuer());
        FIELDS.put("login", call -> call.caller().login());
        FIELDS.put("address", call -> call.caller().address());
        FIELDS.put("method", call -> call.request().method());
        FIELDS.put("path", call -> call.request().path());
        FIELDS.put("api", call -> call.request().api());
        FIELDS.put("operation", call -> call.request().operation());
        FIELDS.put("groupId", call -> call.request().groupId());
        FIELDS.put("instance", call -> call.request().instance());
        FIELDS.put("change", call -> call.request().change());
        FIELDS.put("policyRevision", call -> call.decision().policyRevision());
        FIELDS.put("decision", call -> call.decision().allowed() ? "allowed" : "refused");
        FIELDS.put("decidedBy", call -> call.decision().by().toString());
        FIELDS.put("notes", call -> call.decision().notes());
        FIELDS.put("account", forwarded(Forwarded::account));
        FIELDS.put("target", forwarded(Forwarded::target));
        FIELDS.put("sent", forwarded(Forwarded::body));
        FIELDS.put(
                "attempts",
                atlas(atlas ->
                        atlas.attempts().stream().map(CallFields::attempt).toList()));
        FIELDS.put("atlasStatus", atlas(Atlas::status));
        FIELDS.put("atlasError", atlas(Atlas::error));
        FIELDS.put("outcome", result(result -> result.outcome().word()));
        FIELDS.put("status", result(Result::status));
        FIELDS.put("errorCode", result(Result::errorCode));
        FIELDS.put(
                "answeredBy",
                call -> call.result() == null ? null : call.answeredBy().word());
        FIELDS.put("totalMicros", result(result -> micros(result.duration())));
        FIELDS.put("atlasMicros", atlas(atlas -> micros(atlas.duration())));
    }

    private CallFields() {}

    static Map<String, Field> all() {
        return FIELDS;
    }

    /** Returns each field by its name; null if unknown. */
    public static SequencedMap<String, @Nullable Object> of(RecordedCall call) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        FIELDS.forEach((name, field) -> fields.put(name, field.of(call)));
        return fields;
    }

    /** Returns the same, with the time when the intent was stored and the timeline. */
    public static Map<String, @Nullable Object> withTimeline(RecordedCall call) {
        var fields = of(call);
        fields.put("intentStoredAt", forwarded(Forwarded::intentStoredAt).of(call));
        fields.put("timeline", call.timeline());
        return fields;
    }

    private static Map<String, @Nullable Object> attempt(Attempt attempt) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("at", attempt.startedAt());
        fields.put("micros", micros(attempt.duration()));
        fields.put("status", attempt.status() == 0 ? null : attempt.status());
        fields.put("effect", attempt.effect().name().toLowerCase(Locale.ROOT));
        fields.put("error", attempt.error());
        return fields;
    }

    private static @Nullable Long micros(@Nullable Duration duration) {
        return duration == null ? null : duration.toNanos() / 1_000;
    }

    private static Field forwarded(Function<Forwarded, @Nullable Object> field) {
        return call -> call.forwarded() == null ? null : field.apply(call.forwarded());
    }

    private static Field result(Function<Result, @Nullable Object> field) {
        return call -> call.result() == null ? null : field.apply(call.result());
    }

    private static Field atlas(Function<Atlas, @Nullable Object> field) {
        return result(result -> field.apply(result.atlas()));
    }

    interface Field {
        @Nullable
        Object of(RecordedCall call);
    }
}
