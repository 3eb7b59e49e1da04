package dev.atlasgateway.audit;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.guardrail.ApprovedChange;
import java.time.Duration;
import java.time.InstantSource;

/** Fills the record of one call: notes the result of each step, and stores the intent. */
final class CallEntry implements AuditEntry {

    private final CallRecord record;
    private final RowFactory rows;
    private final IntentWriter intents;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final Duration deadline;

    CallEntry(
            CallRecord record,
            RowFactory rows,
            IntentWriter intents,
            UuidV7 ids,
            InstantSource clock,
            Duration deadline) {
        this.record = record;
        this.rows = rows;
        this.intents = intents;
        this.ids = ids;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public Call noteCall(Call call) {
        record.call = call;
        return call;
    }

    @Override
    public AuthorizedCall noteGrant(AuthorizedCall authorized) {
        record.authorized = authorized;
        return authorized;
    }

    @Override
    public Change noteChange(Change change) {
        record.change = change;
        return change;
    }

    @Override
    public ApprovedChange noteApproval(ApprovedChange approved) {
        record.approved = approved;
        return approved;
    }

    @Override
    public Intent storeIntent(AtlasRequest request) {
        var started = clock.instant();
        var until = record.request.receivedAt().plus(deadline);
        var intent = new Intent(ids.next(), request, until);
        var row = rows.intent(intent.id(), record, request, until);
        record.intentRow = row;
        intents.store(row, Duration.between(started, until).minus(AtlasDeadline.SHORTEST_ATTEMPT));
        record.intent = intent;
        record.intendedAt = clock.instant();
        record.intentTook = Duration.between(started, record.intendedAt);
        return intent;
    }

    @Override
    public AtlasResponse noteResponse(AtlasResponse response) {
        record.response = response;
        record.atlasTook = record.intendedAt == null ? null : Duration.between(record.intendedAt, clock.instant());
        return response;
    }
}
