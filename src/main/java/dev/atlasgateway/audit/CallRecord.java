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

/** What is known of a call so far; null is what no step has told yet. For the call's own thread. */
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
    ApprovedChange cleared;
    /** The intent as a row, durable or not: its ending continues it. */
    @Nullable
    AuditRow intentRow;
    /** Set once the intent is durable. */
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
