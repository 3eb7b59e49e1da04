package dev.atlasgateway.explain;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.audit.AuditEntry;
import dev.atlasgateway.audit.AuditTrail;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.guardrail.Evaluation;
import dev.atlasgateway.problem.PipelineStep;
import dev.atlasgateway.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the steps of the pipeline find for a call that is not made. Null means that the call did not get that far. */
final class DryRun implements AuditTrail, AuditEntry {

    private static final ApiResponse NO_ANSWER = new ApiResponse(204, Map.of(), new byte[0]);

    @Nullable
    Call call;

    @Nullable
    AuthorizedCall authorized;

    /** The buckets that were looked at, the team's first. */
    final List<BucketLevel> buckets = new ArrayList<>();

    @Nullable
    Change change;

    /** Null also if the policy has no guardrails. */
    @Nullable
    Evaluation evaluation;

    @Nullable
    ApprovedChange approved;

    @Nullable
    AtlasRequest request;

    /** The refusal that ended the call; null also if the call ended because its body is not known. */
    @Nullable
    Refusal refusal;

    /** Ends a dry run where nothing more can be found. */
    static final class End extends RuntimeException {

        static final End INSTANCE = new End();

        private End() {
            super("end of a dry run", null, false, false);
        }
    }

    @Override
    public ApiResponse record(Caller caller, ApiRequest received, Function<AuditEntry, ApiResponse> pipeline) {
        try {
            return pipeline.apply(this);
        } catch (Refusal e) {
            refusal = e;
        } catch (End e) {
            // the call is known as far as it can be
        }
        return NO_ANSWER;
    }

    @Override
    public ApiResponse recordRefusal(ApiRequest received, Refusal refused) {
        refusal = refused;
        return NO_ANSWER;
    }

    @Override
    public Call noteCall(Call matched) {
        call = matched;
        return matched;
    }

    @Override
    public AuthorizedCall noteGrant(AuthorizedCall allowed) {
        authorized = allowed;
        return allowed;
    }

    void noteBucket(BucketLevel level) {
        buckets.add(level);
    }

    @Override
    public Change noteChange(Change requested) {
        change = requested;
        return requested;
    }

    void noteEvaluation(Evaluation evaluated) {
        evaluation = evaluated;
    }

    @Override
    public ApprovedChange noteApproval(ApprovedChange passed) {
        approved = passed;
        return passed;
    }

    @Override
    public Intent storeIntent(AtlasRequest outbound) {
        request = outbound;
        throw End.INSTANCE;
    }

    @Override
    public AtlasResponse noteResponse(AtlasResponse response) {
        throw new IllegalStateException("A dry run gets no response");
    }

    /** Returns the step that the call did not pass. */
    PipelineStep end() {
        if (call == null) {
            return PipelineStep.OPERATION;
        }
        if (authorized == null) {
            return PipelineStep.ACCESS;
        }
        if (buckets.stream().anyMatch(BucketLevel::isEmpty)) {
            return PipelineStep.QUOTA;
        }
        return change == null ? PipelineStep.BODY : approved == null ? PipelineStep.GUARDRAIL : PipelineStep.FORWARD;
    }
}
