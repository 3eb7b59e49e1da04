package dev.atlasgateway.translation;

import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.policy.Project.Contract;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Translates the call to the API of Atlas, and Atlas's answer back to the API of the caller. */
public final class Translator {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Contract standard;
    private final Translation flex;
    private final Translation serverless;
    private final Notices notices;

    Translator(Contract standard, Translation flex, Translation serverless, Notices notices) {
        this.standard = standard;
        this.flex = flex;
        this.serverless = serverless;
        this.notices = notices;
    }

    public AtlasRequest toAtlas(ApprovedChange approved) {
        return translation(approved).request(approved);
    }

    /**
     * Translates the answer of Atlas for the caller.
     *
     * @throws Refusal when Atlas did not answer, refused the gateway's own credential, or gave an answer that cannot be read
     */
    public ApiResponse toCaller(ApprovedChange approved, AtlasResponse response) {
        return switch (response) {
            case NoReply noReply -> throw NoAnswer.refusal(noReply);
            case Reply reply -> answer(approved, reply);
        };
    }

    /** Adds the notices of the request's path to any answer: deprecation, sunset date and successor. */
    public ApiResponse addNotices(ApiRequest request, ApiResponse answer) {
        return notices.onAny(request.path(), answer);
    }

    private ApiResponse answer(ApprovedChange approved, Reply reply) {
        if (reply.status() == 401) {
            throw credentialRefused(reply);
        }
        if (AtlasError.isError(reply)) {
            return Notices.onError(reply, AtlasError.response(reply));
        }
        if (reply.status() < 300
                && reply.body() instanceof ObjectNode json
                && json.path("name").isString()) {
            var instance = JSON.writeValueAsBytes(translation(approved).instance(json));
            return new ApiResponse(reply.status(), Notices.onSuccess(approved, contract(approved)), instance);
        }
        throw unreadable(reply);
    }

    private static Refusal unreadable(Reply reply) {
        var refusal = Refusal.of(
                Problem.GATEWAY_BAD_UPSTREAM_ANSWER,
                "Atlas answered with status %d and something other than its API's JSON.%s"
                        .formatted(reply.status(), NoAnswer.doubt(reply)));
        var retryAfter = AtlasError.retryAfter(reply);
        return retryAfter == null ? refusal : refusal.header("Retry-After", retryAfter);
    }

    private static Refusal credentialRefused(Reply reply) {
        var code = AtlasError.code(reply);
        return Refusal.of(
                        Problem.GATEWAY_ATLAS_CREDENTIAL_REFUSED,
                        "Atlas refused the gateway's own service account (%s); your credentials are in order, the platform team must mend this."
                                .formatted(code))
                .parameters(java.util.List.of(code));
    }

    private Translation translation(ApprovedChange approved) {
        return contract(approved) == Contract.FLEX ? flex : serverless;
    }

    private Contract contract(ApprovedChange approved) {
        return Objects.requireNonNullElse(approved.authorized().project().contract(), standard);
    }
}
