package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditMeters;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.store.TextSanitizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a call ends with into its answer, and stores that before it is given. */
final class DurableAuditTrail implements AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(DurableAuditTrail.class);

    private final RowFactory rows;
    private final IntentWriter intents;
    private final OutcomeWriter endings;
    private final AuditMeters meters;
    private final InstantSource clock;
    private final Duration deadline;
    private final UuidV7 ids;

    DurableAuditTrail(
            RowFactory rows,
            IntentWriter intents,
            OutcomeWriter endings,
            AuditMeters meters,
            InstantSource clock,
            Duration deadline) {
        this.rows = rows;
        this.intents = intents;
        this.endings = endings;
        this.meters = meters;
        this.clock = clock;
        this.deadline = deadline;
        this.ids = new UuidV7(clock);
    }

    @Override
    public ApiResponse record(Caller caller, ApiRequest request, Function<AuditEntry, ApiResponse> call) {
        var findings = new CallRecord(request, caller);
        var entry = new CallEntry(findings, rows, intents, ids, clock, deadline);
        return store(findings, ending(call, entry, request.id()));
    }

    @Override
    public ApiResponse recordRefusal(ApiRequest request, Refusal refusal) {
        return store(new CallRecord(request, null), CallResult.refused(refusal, request.id()));
    }

    private static CallResult ending(Function<AuditEntry, ApiResponse> call, AuditEntry entry, String requestId) {
        try {
            return CallResult.answered(call.apply(entry));
        } catch (Refusal refusal) {
            return CallResult.refused(refusal, requestId);
        } catch (RuntimeException | Error e) {
            LOG.error("Call {} failed in the gateway.", TextSanitizer.text(requestId), e);
            return CallResult.refused(
                    Refusal.of(
                            Problem.GATEWAY_INTERNAL_ERROR,
                            "Something went wrong in the gateway; quote the X-Request-Id to the platform team."),
                    requestId);
        }
    }

    /** Whatever goes wrong here, the answer is given: the call has happened. */
    private ApiResponse store(CallRecord findings, CallResult ending) {
        try {
            var id = findings.intentRow == null ? ids.next() : findings.intentRow.id();
            var row = rows.outcome(id, findings, ending, clock.instant());
            endings.store(row);
            meters.called(row, Duration.between(findings.request.receivedAt(), clock.instant()));
        } catch (RuntimeException e) {
            meters.lost(AuditMeters.Loss.UNSTORABLE);
            LOG.error("The ending of call {} could not be recorded.", TextSanitizer.text(findings.request.id()), e);
        }
        return ending.answer();
    }
}
