package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.problem.DecidedBy.Kind;
import dev.atlasgateway.problem.DecidedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import tools.jackson.databind.node.ObjectNode;

/** Puts a call's rows together, field by field: nothing enters that no line here names. */
final class RowFactory {

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

    private final String replica;

    RowFactory(String replica) {
        this.replica = replica;
    }

    AuditRow intent(UUID id, CallRecord findings, AtlasRequest outbound, Instant deadline) {
        var sent = outbound.body();
        return known(AuditRow.intent(id), findings)
                .put(AuditColumn.DECISION, "allowed")
                .put(AuditColumn.DECIDED_BY, grant(findings))
                .put(AuditColumn.NOTES, RowJson.notes(findings.cleared, findings.change, sent))
                .put(AuditColumn.ACCOUNT, outbound.account())
                .put(AuditColumn.TARGET, outbound.method() + " " + outbound.path())
                .put(AuditColumn.SENT, sent)
                .put(AuditColumn.RESOURCE, outbound.changes() ? outbound.resource() : null)
                .put(AuditColumn.DEADLINE, deadline);
    }

    /** The last row of a call. */
    AuditRow outcome(UUID id, CallRecord findings, CallResult ending, Instant now) {
        var status = ending.answer().status();
        return base(id, findings, ending)
                .put(
                        AuditColumn.OUTCOME,
                        Outcome.of(status, findings.intent, findings.response).word())
                .put(AuditColumn.STATUS, status)
                .put(AuditColumn.ERROR_CODE, ending.errorCode())
                .put(AuditColumn.TOTAL_US, micros(Duration.between(findings.request.receivedAt(), now)))
                .put(AuditColumn.INTENT_US, micros(findings.intentTook))
                .put(AuditColumn.ATLAS_US, micros(findings.atlasTook));
    }

    private AuditRow base(UUID id, CallRecord findings, CallResult ending) {
        var row = findings.intentRow == null
                ? known(AuditRow.outcome(id), findings)
                : answered(findings.intentRow.outcome(findings.intent != null), findings);
        var refusal = ending.refusal();
        if (refusal != null && refusal.note() != null) {
            row.put(AuditColumn.NOTES, RowJson.note(refusal.note()));
        }
        return refusal == null || findings.intent != null
                ? row.put(AuditColumn.DECISION, "allowed").put(AuditColumn.DECIDED_BY, grant(findings))
                : row.put(AuditColumn.DECISION, "refused")
                        .put(AuditColumn.DECIDED_BY, refusal.decidedBy().toString());
    }

    private AuditRow known(AuditRow row, CallRecord findings) {
        var request = findings.request;
        row.put(AuditColumn.REPLICA, replica)
                .put(AuditColumn.RECEIVED_AT, request.receivedAt())
                .put(AuditColumn.REQUEST_ID, request.id())
                .put(AuditColumn.TRACE_ID, MDC.get("traceId"))
                .put(AuditColumn.ADDRESS, request.clientAddress())
                .put(AuditColumn.METHOD, METHOD.matcher(request.method()).matches() ? request.method() : "other");
        if (findings.caller != null) {
            row.put(AuditColumn.TEAM, findings.caller.team())
                    .put(AuditColumn.CLIENT, findings.caller.client())
                    .put(AuditColumn.ISSUER, findings.caller.issuer());
        }
        if (findings.call == null) {
            return row.put(AuditColumn.PATH, PathRedactor.of(request.path()));
        }
        return row.put(AuditColumn.OPERATION, findings.call.operation().id())
                .put(AuditColumn.GROUP_ID, findings.call.groupId())
                .put(AuditColumn.INSTANCE, findings.call.instance())
                .put(
                        AuditColumn.POLICY_REVISION,
                        findings.authorized == null
                                ? null
                                : findings.authorized.policy().revision())
                .put(AuditColumn.CHANGE, asked(findings.change));
    }

    private static @Nullable ObjectNode asked(@Nullable Change change) {
        return change == null || change.equals(Change.NONE) ? null : change.toJson();
    }

    private static AuditRow answered(AuditRow row, CallRecord findings) {
        if (findings.response != null) {
            row.put(AuditColumn.ATTEMPTS, RowJson.attempts(findings.response));
        }
        return switch (findings.response) {
            case null -> row;
            case Reply reply ->
                row.put(AuditColumn.ATLAS_STATUS, reply.status()).put(AuditColumn.ATLAS_ERROR, RowJson.errorCode(reply));
            case NoReply noReply -> row.put(AuditColumn.ATLAS_ERROR, noReply.cause());
        };
    }

    private static String grant(CallRecord findings) {
        var decidedBy = findings.authorized == null
                ? DecidedBy.of(Kind.GATEWAY)
                : new DecidedBy(Kind.GRANT, findings.authorized.grant().key());
        return decidedBy.toString();
    }

    private static @Nullable Long micros(@Nullable Duration duration) {
        return duration == null ? null : Math.max(0, duration.toNanos() / 1_000);
    }
}
