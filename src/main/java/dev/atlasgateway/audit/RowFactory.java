package dev.atlasgateway.audit;

import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.Kind;
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

    Row intent(UUID id, CallRecord findings, AtlasRequest outbound, Instant deadline) {
        var sent = outbound.body();
        return known(Row.intent(id), findings)
                .put(Column.DECISION, "allowed")
                .put(Column.DECIDED_BY, grant(findings))
                .put(Column.NOTES, Details.notes(findings.cleared, findings.change, sent))
                .put(Column.ACCOUNT, outbound.account())
                .put(Column.TARGET, outbound.method() + " " + outbound.path())
                .put(Column.SENT, sent)
                .put(Column.RESOURCE, outbound.changes() ? outbound.resource() : null)
                .put(Column.DEADLINE, deadline);
    }

    /** The last row of a call. */
    Row outcome(UUID id, CallRecord findings, Ending ending, Instant now) {
        var status = ending.answer().status();
        return base(id, findings, ending)
                .put(
                        Column.OUTCOME,
                        Outcome.of(status, findings.intent, findings.response).word())
                .put(Column.STATUS, status)
                .put(Column.ERROR_CODE, ending.errorCode())
                .put(Column.TOTAL_US, micros(Duration.between(findings.request.receivedAt(), now)))
                .put(Column.INTENT_US, micros(findings.intentTook))
                .put(Column.ATLAS_US, micros(findings.atlasTook));
    }

    private Row base(UUID id, CallRecord findings, Ending ending) {
        var row = findings.intentRow == null
                ? known(Row.outcome(id), findings)
                : answered(findings.intentRow.outcome(findings.intent != null), findings);
        var refusal = ending.refusal();
        if (refusal != null && refusal.note() != null) {
            row.put(Column.NOTES, Details.note(refusal.note()));
        }
        return refusal == null || findings.intent != null
                ? row.put(Column.DECISION, "allowed").put(Column.DECIDED_BY, grant(findings))
                : row.put(Column.DECISION, "refused")
                        .put(Column.DECIDED_BY, refusal.decidedBy().toString());
    }

    private Row known(Row row, CallRecord findings) {
        var request = findings.request;
        row.put(Column.REPLICA, replica)
                .put(Column.RECEIVED_AT, request.receivedAt())
                .put(Column.REQUEST_ID, request.id())
                .put(Column.TRACE_ID, MDC.get("traceId"))
                .put(Column.ADDRESS, request.clientAddress())
                .put(Column.METHOD, METHOD.matcher(request.method()).matches() ? request.method() : "other");
        if (findings.caller != null) {
            row.put(Column.TEAM, findings.caller.team())
                    .put(Column.CLIENT, findings.caller.client())
                    .put(Column.ISSUER, findings.caller.issuer());
        }
        if (findings.call == null) {
            return row.put(Column.PATH, PathRedactor.of(request.path()));
        }
        return row.put(Column.OPERATION, findings.call.operation().id())
                .put(Column.GROUP_ID, findings.call.groupId())
                .put(Column.INSTANCE, findings.call.instance())
                .put(
                        Column.POLICY_REVISION,
                        findings.authorized == null
                                ? null
                                : findings.authorized.policy().revision())
                .put(Column.CHANGE, asked(findings.change));
    }

    private static @Nullable ObjectNode asked(@Nullable Change change) {
        return change == null || change.equals(Change.NONE) ? null : change.toJson();
    }

    private static Row answered(Row row, CallRecord findings) {
        if (findings.response != null) {
            row.put(Column.ATTEMPTS, Details.attempts(findings.response));
        }
        return switch (findings.response) {
            case null -> row;
            case Reply reply ->
                row.put(Column.ATLAS_STATUS, reply.status()).put(Column.ATLAS_ERROR, Details.errorCode(reply));
            case NoReply noReply -> row.put(Column.ATLAS_ERROR, noReply.cause());
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
