package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditRow;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures the making of the two rows of a change, without storing them. */
@State(Scope.Thread)
public class RowBenchmark {

    private final RowFactory rows = new RowFactory("gateway-0");
    private final UUID id = UUID.randomUUID();
    private final Instant deadline = Instant.now();
    private final AtlasRequest outbound = Calls.patch();
    private final AtlasResponse response = Calls.answered(200, "{}");
    private final CallResult result = CallResult.answered(Calls.ok());
    private final CallRecord intended = intended();
    private final CallRecord answered = answered();

    @Benchmark
    public AuditRow intent() {
        return rows.intent(id, intended, outbound, deadline);
    }

    @Benchmark
    public AuditRow outcome() {
        return rows.outcome(id, answered, result, deadline);
    }

    private static CallRecord intended() {
        var record = new CallRecord(Calls.request(), Calls.PAYMENTS);
        record.call = Calls.UPDATE;
        record.authorized = Calls.authorized();
        record.change = Calls.CHANGE;
        return record;
    }

    private CallRecord answered() {
        var record = intended();
        record.intentRow = rows.intent(id, record, outbound, deadline);
        record.intent = new Intent(id, outbound, deadline);
        record.intentTook = Duration.ofMillis(1);
        record.response = response;
        record.atlasTook = Duration.ofMillis(7);
        return record;
    }
}
