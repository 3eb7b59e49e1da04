package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.Project.Contract;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.HashMap;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Translates the call to the API of Atlas, and Atlas's answer back to the API of the caller. */
public final class Translator {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Contract standard;
    private final Translation serverlessToFlex;
    private final Translation serverlessToV1;
    private final Translation passThrough = new PassThroughTranslation();
    private final InstanceList lists;
    private final Notices notices;

    Translator(Contract standard, String publicUrl, Notices notices) {
        this.standard = standard;
        this.serverlessToFlex = new ServerlessToFlex(publicUrl);
        this.serverlessToV1 = new ServerlessToV1(publicUrl);
        this.lists = new InstanceList(publicUrl);
        this.notices = notices;
    }

    public AtlasRequest toAtlas(ApprovedChange approved) {
        return request(approved, approved.authorized().call());
    }

    /**
     * Translates the answer of Atlas for the caller.
     *
     * @throws Refusal when Atlas did not answer, refused the gateway's own credential, or gave an answer that cannot be read
     */
    public ApiResponse toCaller(ApprovedChange approved, AtlasResponse response) {
        return answer(approved, approved.authorized().call(), response);
    }

    /** Returns the request for the current state of the instance that a call changes. */
    public AtlasRequest toAtlasForState(ApprovedChange reading) {
        return request(reading, stateCall(reading));
    }

    /**
     * Translates the answer to a request for the current state: always to the shape of v1.0, so that a guardrail reads the
     * same whatever API is called.
     *
     * @throws Refusal as {@link #toCaller} does
     */
    public ApiResponse toState(ApprovedChange reading, AtlasResponse response) {
        return answer(reading, stateCall(reading), response);
    }

    private static Call stateCall(ApprovedChange reading) {
        return reading.authorized().call().as(Operation.GET_SERVERLESS_INSTANCE);
    }

    /** Adds the notices of the request's path to any answer: deprecation, sunset date and successor. */
    public ApiResponse addNotices(ApiRequest request, ApiResponse answer) {
        return notices.onAny(request, answer);
    }

    private AtlasRequest request(ApprovedChange approved, Call call) {
        var project = approved.authorized().project();
        return translation(call, contract(project)).request(call, approved.change(), project.account());
    }

    private ApiResponse answer(ApprovedChange approved, Call call, AtlasResponse response) {
        return switch (response) {
            case NoReply noReply -> throw NoAnswer.refusal(noReply);
            case Reply reply -> answer(approved, call, reply);
        };
    }

    private ApiResponse answer(ApprovedChange approved, Call call, Reply reply) {
        if (reply.status() == 401) {
            throw credentialRefused(reply);
        }
        if (AtlasError.isError(reply)) {
            return Notices.onError(reply, AtlasError.response(reply));
        }
        if (reply.status() < 300 && reply.body() instanceof ObjectNode json && isReadable(call, json)) {
            return success(approved, call, reply.status(), json);
        }
        throw unreadable(reply);
    }

    private static boolean isReadable(Call call, ObjectNode json) {
        return call.operation().isList()
                ? json.path("results").isArray()
                : json.path("name").isString();
    }

    private ApiResponse success(ApprovedChange approved, Call call, int status, ObjectNode json) {
        if (call.operation() == Operation.GET_CLUSTER) {
            throw dedicatedCluster(call);
        }
        var contract = contract(approved.authorized().project());
        var translation = translation(call, contract);
        var answer = call.operation().isList()
                ? lists.of(approved.authorized(), json, instance -> translation.instance(call, instance))
                : translation.instance(call, json);
        var headers = new HashMap<>(Notices.onSuccess(approved, contract, json));
        headers.put("Content-Type", call.operation().api().answerType());
        return new ApiResponse(status, headers, JSON.writeValueAsBytes(answer));
    }

    private static Refusal dedicatedCluster(Call call) {
        return Refusal.of(
                Problem.GATEWAY_OPERATION_NOT_SERVED,
                "The cluster %s is not a flex cluster, and the gateway serves flex clusters only. Ask Atlas itself, with credentials of Atlas."
                        .formatted(call.instance()));
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
                        "Atlas refused the gateway's own service account (%s); your credentials are in order, the platform team must mend this.%s"
                                .formatted(code, NoAnswer.doubt(reply)))
                .parameters(java.util.List.of(code));
    }

    /** The contract of a project is about serverless operations. Flex clusters are flex clusters at Atlas too. */
    private Translation translation(Call call, Contract contract) {
        return switch (call.operation().api()) {
            case V1_SERVERLESS, V2_SERVERLESS -> contract == Contract.FLEX ? serverlessToFlex : serverlessToV1;
            case V2_FLEX, V2_CLUSTERS -> passThrough;
        };
    }

    private Contract contract(Project project) {
        return Objects.requireNonNullElse(project.contract(), standard);
    }
}
