package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.exchange.Intent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each request through the steps of its service account. Turns every exception into a response. */
record AccountRouter(Map<String, Atlas> accounts, InstantSource clock) implements Atlas {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRouter.class);

    @Override
    public AtlasResponse send(Intent intent) {
        var request = intent.request();
        var account = accounts.get(request.account());
        if (account == null) {
            LOG.error(
                    "The project of {} names the Atlas service account \"{}\", which is not configured: correct the "
                            + "project's Atlas account, or set gateway.atlas.accounts.{}.client-id and its secret",
                    request.resource(),
                    request.account(),
                    request.account());
            return new NoReply(Cause.NO_TOKEN, null, List.of());
        }
        var startedAt = clock.instant();
        try {
            return account.send(intent);
        } catch (RuntimeException e) {
            LOG.error("Sending to Atlas failed unexpectedly; audit record {} is in doubt", intent.id(), e);
            var effect = request.changes() ? Effect.UNKNOWN : Effect.NONE;
            var duration = Duration.between(startedAt, clock.instant());
            return new NoReply(
                    Cause.AMBIGUOUS, null, List.of(new Attempt(startedAt, duration, 0, effect, "gateway-fault")));
        }
    }
}
