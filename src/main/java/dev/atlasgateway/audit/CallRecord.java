package dev.atlasgateway.audit;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.guardrail.ApprovedChange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of a call so far; null if no step has noted it yet. Used by the thread of the call only. */
final class CallRecord {

    final ApiRequest request;
    final @Nullable Caller caller;

    @Nullable
    Call call;

    @Nullable
    AuthorizedCall authorized;

    @Nullable
    Change change;

    @Nullable
    ApprovedChange approved;
    /** The intent as a row, durable or not. The row of the outcome repeats it. */
    @Nullable
    AuditRow intentRow;
    /** Null until the intent is durable. */
    @Nullable
    Intent intent;

    @Nullable
    AtlasResponse response;

    @Nullable
    Instant intendedAt;

    @Nullable
    Duration intentTook;

    @Nullable
    Duration atlasTook;

    CallRecord(ApiRequest request, @Nullable Caller caller) {
        this.request = request;
        this.caller = caller;
    }
}
