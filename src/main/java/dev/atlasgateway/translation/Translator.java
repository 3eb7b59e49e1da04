package dev.atlasgateway.translation;

import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.policy.Project.Contract;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Says the caller's call in Atlas's words, and Atlas's answer in the caller's. */
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

    public AtlasRequest toAtlas(ApprovedChange cleared) {
        return translation(cleared).request(cleared);
    }

    /**
     * Answers in the caller's contract.
     *
     * @throws Refusal when Atlas did not answer, refused the gateway's own credential, or answered something unreadable
     */
    public ApiResponse toCaller(ApprovedChange cleared, AtlasResponse response) {
        return switch (response) {
            case NoReply noReply -> throw NoAnswer.told(noReply);
            case Reply reply -> answer(cleared, reply);
        };
    }

    /** Adds the notices of the request's path to any answer: deprecation, sunset date and successor. */
    public ApiResponse addNotices(ApiRequest request, ApiResponse answer) {
        return notices.onAny(request.path(), answer);
    }

    private ApiResponse answer(ApprovedChange cleared, Reply reply) {
        if (!(reply.body() instanceof ObjectNode json) || !readable(reply.status(), json)) {
            throw Refusal.of(
                    Problem.GATEWAY_BAD_UPSTREAM_ANSWER,
                    "Atlas answered with something other than its API's JSON." + NoAnswer.doubt(reply));
        }
        if (reply.status() == 401) {
            throw credentialRefused(json);
        }
        if (reply.status() >= 400) {
            return Notices.onError(reply, AtlasError.carriedOver(reply, json));
        }
        var instance = JSON.writeValueAsBytes(translation(cleared).instance(json));
        return new ApiResponse(reply.status(), Notices.onSuccess(cleared, contract(cleared)), instance);
    }

    private static boolean readable(int status, ObjectNode json) {
        return status >= 400 || (status < 300 && json.path("name").isString());
    }

    private static Refusal credentialRefused(ObjectNode said) {
        var code = said.path("errorCode").asString("UNEXPECTED_ERROR");
        return Refusal.of(
                        Problem.GATEWAY_ATLAS_CREDENTIAL_REFUSED,
                        "Atlas refused the gateway's own service account (%s); your credentials are in order, the platform team must mend this."
                                .formatted(code))
                .parameters(java.util.List.of(code));
    }

    private Translation translation(ApprovedChange cleared) {
        return contract(cleared) == Contract.FLEX ? flex : serverless;
    }

    private Contract contract(ApprovedChange cleared) {
        return Objects.requireNonNullElse(cleared.authorized().project().contract(), standard);
    }
}
