package dev.atlasgateway.simulator;

import dev.atlasgateway.simulator.cluster.ClusterResources;
import dev.atlasgateway.simulator.reply.ErrorReplyException;
import dev.atlasgateway.simulator.reply.Errors;
import dev.atlasgateway.simulator.reply.Reply;
import dev.atlasgateway.simulator.token.ServiceAccounts;
import dev.atlasgateway.simulator.token.TokenEndpoint;
import dev.atlasgateway.simulator.wire.WireRequest;

/** The API of Atlas: gives tokens for secrets, and serves resources to clients with a token. */
final class AtlasApi {

    private final ServiceAccounts accounts;
    private final TokenEndpoint tokens;
    private final ClusterResources resources;

    AtlasApi(ServiceAccounts accounts, TokenEndpoint tokens, ClusterResources resources) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.resources = resources;
    }

    Reply answer(WireRequest request, long sequence) {
        try {
            return TokenEndpoint.serves(request.path())
                    ? tokens.answer(request)
                    : resources.answer(request, sequence, authenticate(request));
        } catch (ErrorReplyException refused) {
            return refused.reply();
        }
    }

    private String authenticate(WireRequest request) {
        var authorization = request.header("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            var clientId = accounts.holder(authorization.substring(7).strip());
            if (clientId != null) {
                return clientId;
            }
        }
        throw Errors.unauthorized();
    }
}
