package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.PathRedactor;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.RuleKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import tools.jackson.databind.node.ObjectNode;

/** Makes the rows of a call, column by column: a row holds only what a line here names. */
record RowFactory(String replica) {

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

    AuditRow intent(UUID id, CallRecord record, AtlasRequest outbound, Instant deadline) {
        var sent = outbound.body();
        return base(AuditRow.intent(id), record)
                .put(AuditColumn.DECISION, "allowed")
                .put(AuditColumn.DECIDED_BY, grant(record))
                .put(
                        AuditColumn.NOTES,
                        RowJson.notes(record.request, RowJson.ofChange(record.approved, record.change, sent)))
                .put(AuditColumn.ACCOUNT, outbound.account())
                .put(AuditColumn.TARGET, outbound.method() + " " + outbound.path())
                .put(AuditColumn.SENT, sent)
                .put(AuditColumn.RESOURCE, outbound.changes() ? outbound.resource() : null)
                .put(AuditColumn.DEADLINE, deadline);
    }

    /** Returns the last row of a call. */
    AuditRow outcome(UUID id, CallRecord record, CallResult result, Instant now) {
        var status = result.answer().status();
        return withDecision(id, record, result)
                .put(
                        AuditColumn.OUTCOME,
                        Outcome.of(status, record.intent, record.response).word())
                .put(AuditColumn.STATUS, status)
                .put(AuditColumn.ERROR_CODE, result.errorCode())
                .put(AuditColumn.TOTAL_US, micros(Duration.between(record.request.receivedAt(), now)))
                .put(AuditColumn.INTENT_US, micros(record.intentTook))
                .put(AuditColumn.ATLAS_US, micros(record.atlasTook));
    }

    private AuditRow withDecision(UUID id, CallRecord record, CallResult result) {
        var row = record.intentRow == null
                ? base(AuditRow.outcome(id), record)
                : withResponse(record.intentRow.outcome(record.intent != null), record);
        var refusal = result.refusal();
        if (refusal != null && refusal.policyRevision() != null) {
            row.put(AuditColumn.POLICY_REVISION, refusal.policyRevision());
        }
        if (refusal != null && !refusal.notes().isEmpty()) {
            row.put(AuditColumn.NOTES, RowJson.notes(record.request, refusal.notes()));
        }
        return refusal == null || record.intent != null
                ? row.put(AuditColumn.DECISION, "allowed").put(AuditColumn.DECIDED_BY, grant(record))
                : row.put(AuditColumn.DECISION, "refused")
                        .put(AuditColumn.DECIDED_BY, refusal.decidedBy().toString());
    }

    private AuditRow base(AuditRow row, CallRecord record) {
        var request = record.request;
        row.put(AuditColumn.REPLICA, replica)
                .put(AuditColumn.RECEIVED_AT, request.receivedAt())
                .put(AuditColumn.REQUEST_ID, request.id())
                .put(AuditColumn.TRACE_ID, MDC.get("trace.id"))
                .put(AuditColumn.ADDRESS, request.clientAddress())
                .put(AuditColumn.NOTES, RowJson.notes(request, List.of()))
                .put(AuditColumn.METHOD, METHOD.matcher(request.method()).matches() ? request.method() : "other");
        if (record.caller != null) {
            row.put(AuditColumn.TEAM, record.caller.team())
                    .put(AuditColumn.CLIENT, record.caller.client())
                    .put(AuditColumn.ISSUER, record.caller.issuer())
                    .put(AuditColumn.LOGIN, record.caller.login().word());
        }
        if (record.call == null) {
            return row.put(AuditColumn.PATH, PathRedactor.of(request.path()));
        }
        return row.put(AuditColumn.OPERATION, record.call.operation().id())
                .put(AuditColumn.API, record.call.operation().api().word())
                .put(AuditColumn.GROUP_ID, record.call.groupId())
                .put(AuditColumn.INSTANCE, record.call.instance().isEmpty() ? null : record.call.instance())
                .put(
                        AuditColumn.POLICY_REVISION,
                        record.authorized == null
                                ? null
                                : record.authorized.policy().revision())
                .put(AuditColumn.CHANGE, change(record.change));
    }

    private static @Nullable ObjectNode change(@Nullable Change change) {
        return change == null || change.equals(Change.NONE) ? null : change.toJson();
    }

    private static AuditRow withResponse(AuditRow row, CallRecord record) {
        if (record.response != null) {
            row.put(AuditColumn.ATTEMPTS, RowJson.attempts(record.response));
        }
        return switch (record.response) {
            case null -> row;
            case Reply reply ->
                row.put(AuditColumn.ATLAS_STATUS, reply.status())
                        .put(AuditColumn.ATLAS_ERROR, RowJson.errorCode(reply));
            case NoReply noReply -> row.put(AuditColumn.ATLAS_ERROR, noReply.cause());
        };
    }

    private static String grant(CallRecord record) {
        var decidedBy = record.authorized == null
                ? DecidedBy.of(RuleKind.GATEWAY)
                : new DecidedBy(RuleKind.GRANT, record.authorized.grant().key());
        return decidedBy.toString();
    }

    private static @Nullable Long micros(@Nullable Duration duration) {
        return duration == null ? null : Math.max(0, duration.toNanos() / 1_000);
    }
}
