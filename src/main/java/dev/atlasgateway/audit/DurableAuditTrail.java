package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditMeters;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.store.TextSanitizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the result of a call, or its exception, into the answer, and stores the outcome before the answer is given. */
final class DurableAuditTrail implements AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(DurableAuditTrail.class);

    private final RowFactory rows;
    private final IntentWriter intents;
    private final OutcomeWriter outcomes;
    private final AuditMeters meters;
    private final InstantSource clock;
    private final Duration deadline;
    private final UuidV7 ids;

    DurableAuditTrail(
            RowFactory rows,
            IntentWriter intents,
            OutcomeWriter outcomes,
            AuditMeters meters,
            InstantSource clock,
            Duration deadline) {
        this.rows = rows;
        this.intents = intents;
        this.outcomes = outcomes;
        this.meters = meters;
        this.clock = clock;
        this.deadline = deadline;
        this.ids = new UuidV7(clock);
    }

    @Override
    public ApiResponse record(Caller caller, ApiRequest request, Function<AuditEntry, ApiResponse> call) {
        var record = new CallRecord(request, caller);
        var entry = new CallEntry(record, rows, intents, ids, clock, deadline);
        return store(record, run(call, entry, record));
    }

    @Override
    public ApiResponse recordRefusal(ApiRequest request, Refusal refusal) {
        return store(new CallRecord(request, null), CallResult.refused(refusal, request.id()));
    }

    private static CallResult run(Function<AuditEntry, ApiResponse> call, AuditEntry entry, CallRecord record) {
        var requestId = record.request.id();
        try {
            return CallResult.answered(call.apply(entry));
        } catch (Refusal refusal) {
            return CallResult.refused(refusal, requestId);
        } catch (RuntimeException | Error e) {
            LOG.error("Call {} failed in the gateway.", TextSanitizer.text(requestId), e);
            return CallResult.refused(
                    Refusal.of(
                            Problem.GATEWAY_INTERNAL_ERROR,
                            "Something went wrong in the gateway; quote the X-Request-Id to the platform team."
                                    + doubt(record)),
                    requestId);
        }
    }

    /** Returns the sentence to add if the gateway broke after it may have sent a change. */
    private static String doubt(CallRecord record) {
        return switch (Outcome.of(Problem.GATEWAY_INTERNAL_ERROR.status(), record.intent, record.response)) {
            case APPLIED, UNKNOWN -> Refusal.IN_DOUBT;
            case ANSWERED, REFUSED, FAILED -> "";
        };
    }

    /** Stores the outcome. Returns the answer even if that fails, because the call has happened. */
    private ApiResponse store(CallRecord record, CallResult result) {
        @Nullable AuditRow row = null;
        try {
            var id = record.intentRow == null ? ids.next() : record.intentRow.id();
            row = rows.outcome(id, record, result, clock.instant());
            var state = outcomes.store(row);
            var attempts =
                    record.response == null ? 0 : record.response.attempts().size();
            CallLine.log(row, record.request, attempts, state);
            CallSpan.describe(row, attempts);
            meters.recordCall(row, Duration.between(record.request.receivedAt(), clock.instant()));
        } catch (RuntimeException e) {
            meters.countLost(AuditMeters.Loss.UNSTORABLE);
            if (row == null && record.intent != null) {
                meters.removePending();
            }
            LOG.error("The outcome of call {} could not be recorded.", TextSanitizer.text(record.request.id()), e);
        }
        return result.answer();
    }
}
