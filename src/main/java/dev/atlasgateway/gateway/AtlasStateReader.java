package dev.atlasgateway.gateway;

import dev.atlasgateway.atlas.Atlas;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.guardrail.CurrentStateReader;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.quota.Quotas;
import dev.atlasgateway.translation.Translator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the current state of an instance from Atlas for guardrails. Uses the project's account and the same token, limits,
 * breaker and retries as a call.
 *
 * <p>The read has no audit record of its own, because it changes nothing and belongs to a recorded call. It takes a token
 * from the quotas, to protect Atlas. It may take a third of the time of a call, so that time is left for the change.
 */
final class AtlasStateReader implements CurrentStateReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS) // CEL's int
            .build();

    private final Quotas quotas;
    private final Translator translator;
    private final Atlas atlas;
    private final Duration timeout;
    private final InstantSource clock;

    AtlasStateReader(Quotas quotas, Translator translator, Atlas atlas, AtlasDeadline deadline, InstantSource clock) {
        this.quotas = quotas;
        this.translator = translator;
        this.atlas = atlas;
        this.timeout = deadline.value().dividedBy(3);
        this.clock = clock;
    }

    @Override
    public Map<String, Object> read(ApprovedChange reading) {
        var unused = quotas.spend(reading.authorized());
        var answer = send(reading);
        if (answer.status() >= 400) {
            throw Refusal.of(
                            Problem.ofStatus(answer.status()),
                            "Atlas did not return the current state of the instance.")
                    .withAnswer(answer)
                    .decidedBy(DecidedBy.CURRENT_STATE);
        }
        var state = JSON.readValue(answer.body(), new TypeReference<Map<String, Object>>() {});
        state.values().removeIf(value -> value == null); // has(current.field) is false for null, as for absent
        return state;
    }

    private ApiResponse send(ApprovedChange reading) {
        var deadline = clock.instant().plus(timeout);
        var response = atlas.send(Intent.forRead(translator.toAtlasForState(reading), deadline));
        try {
            return translator.toState(reading, response);
        } catch (Refusal refusal) {
            throw refusal.decidedBy(DecidedBy.CURRENT_STATE);
        }
    }
}
