package dev.atlasgateway.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.wire.WireRequest;
import java.net.URLDecoder;

/** The simulated Atlas itself: which resource is asked for, and whether the caller holds a token. */
final class AtlasApi {

    private static final String ROOT = "/api/atlas/";

    private final ServiceAccounts accounts;
    private final TokenEndpoint tokens;
    private final FlexClusters flexClusters;
    private final ServerlessInstances serverless;

    AtlasApi(
            ServiceAccounts accounts, TokenEndpoint tokens, FlexClusters flexClusters, ServerlessInstances serverless) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.flexClusters = flexClusters;
        this.serverless = serverless;
    }

    Reply answer(WireRequest request, long sequence) {
        try {
            var path = request.path();
            if (path.equals(TokenEndpoint.TOKEN) || path.equals(TokenEndpoint.REVOKE)) {
                return tokens.answer(request);
            }
            if (!path.startsWith(ROOT)) {
                throw notFound(path);
            }
            return route(request, sequence, authenticate(request));
        } catch (Refused refused) {
            return refused.reply();
        }
    }

    private String authenticate(WireRequest request) {
        var authorization = request.header("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw Errors.unauthorized();
        }
        var clientId = accounts.holder(authorization.substring(7).strip());
        if (clientId == null) {
            throw Errors.unauthorized();
        }
        return clientId;
    }

    /** Paths are {@code /api/atlas/VERSION/groups/GROUP/RESOURCE/NAME}. */
    private Reply route(WireRequest request, long sequence, String clientId) {
        var parts = request.path().substring(ROOT.length()).split("/", -1);
        if (parts.length != 5 || !parts[1].equals("groups")) {
            throw notFound(request.path());
        }
        var call = new Call(request, sequence, clientId, decoded(parts[2]), decoded(parts[4]));
        return switch (parts[0] + "/" + parts[3]) {
            case "v2/flexClusters" -> flexClusters.answer(call);
            case "v2/serverless" -> serverless.answerV2(call);
            case "v1.0/serverless" -> serverless.answerV1(call);
            default -> throw notFound(request.path());
        };
    }

    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw notFound(segment);
        }
    }

    private static Refused notFound(String path) {
        return Errors.of(404, "RESOURCE_NOT_FOUND", "Cannot find resource " + path + ".", path);
    }
}
