package dev.atlasgateway.history;

import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.history.RecordedCall.Atlas;
import dev.atlasgateway.history.RecordedCall.Ending;
import dev.atlasgateway.history.RecordedCall.Forwarded;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call as it is told to programs, flat: the same fields in JSON and CSV, in this order. */
public final class CallFields {

    private static final SequencedMap<String, Field> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("id", RecordedCall::id);
        FIELDS.put("requestId", RecordedCall::requestId);
        FIELDS.put("receivedAt", RecordedCall::receivedAt);
        FIELDS.put("endedAt", ending(Ending::storedAt));
        FIELDS.put("replica", call -> call.header().replica());
        FIELDS.put("traceId", call -> call.header().traceId());
        FIELDS.put("team", call -> call.caller().team());
        FIELDS.put("client", call -> call.caller().client());
        FIELDS.put("issuer", call -> call.caller().issuer());
        FIELDS.put("address", call -> call.caller().address());
        FIELDS.put("method", call -> call.request().method());
        FIELDS.put("path", call -> call.request().path());
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
        FIELDS.put("outcome", ending(ending -> ending.outcome().word()));
        FIELDS.put("status", ending(Ending::status));
        FIELDS.put("errorCode", ending(Ending::errorCode));
        FIELDS.put("totalMicros", ending(ending -> micros(ending.took())));
        FIELDS.put("atlasMicros", atlas(atlas -> micros(atlas.took())));
    }

    private CallFields() {}

    static Map<String, Field> all() {
        return FIELDS;
    }

    /** Each field by its name; null where nothing is known. */
    public static SequencedMap<String, @Nullable Object> of(RecordedCall call) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        FIELDS.forEach((name, field) -> fields.put(name, field.of(call)));
        return fields;
    }

    /** The same, with when the intent was stored and what happened when. */
    public static Map<String, @Nullable Object> whole(RecordedCall call) {
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

    private static Field ending(Function<Ending, @Nullable Object> field) {
        return call -> call.ending() == null ? null : field.apply(call.ending());
    }

    private static Field atlas(Function<Atlas, @Nullable Object> field) {
        return ending(ending -> field.apply(ending.atlas()));
    }

    /** One of them. */
    interface Field {
        @Nullable
        Object of(RecordedCall call);
    }
}
