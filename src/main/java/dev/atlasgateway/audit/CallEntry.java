package dev.atlasgateway.audit;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.guardrail.ApprovedChange;
import java.time.Duration;
import java.time.InstantSource;

/** Notes what each step found, and stores the intent on the way. */
final class CallEntry implements AuditEntry {

    private final CallRecord findings;
    private final RowFactory rows;
    private final IntentWriter intents;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final Duration deadline;

    CallEntry(
            CallRecord findings, RowFactory rows, IntentWriter intents, UuidV7 ids, InstantSource clock, Duration deadline) {
        this.findings = findings;
        this.rows = rows;
        this.intents = intents;
        this.ids = ids;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public Call noteCall(Call call) {
        findings.call = call;
        return call;
    }

    @Override
    public AuthorizedCall noteGrant(AuthorizedCall authorized) {
        findings.authorized = authorized;
        return authorized;
    }

    @Override
    public Change noteChange(Change change) {
        findings.change = change;
        return change;
    }

    @Override
    public ApprovedChange noteApproval(ApprovedChange approved) {
        findings.cleared = approved;
        return approved;
    }

    @Override
    public Intent storeIntent(AtlasRequest request) {
        var started = clock.instant();
        var until = findings.request.receivedAt().plus(deadline);
        var intent = new Intent(ids.next(), request, until);
        var row = rows.intent(intent.id(), findings, request, until);
        findings.intentRow = row;
        intents.store(row, Duration.between(started, until));
        findings.intent = intent;
        findings.intendedAt = clock.instant();
        findings.intentTook = Duration.between(started, findings.intendedAt);
        return intent;
    }

    @Override
    public AtlasResponse noteResponse(AtlasResponse response) {
        findings.response = response;
        findings.atlasTook =
                findings.intendedAt == null ? null : Duration.between(findings.intendedAt, clock.instant());
        return response;
    }
}
