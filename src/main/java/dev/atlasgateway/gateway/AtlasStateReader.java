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
 * Reads an instance for the guardrails that want to know what it is like now: with the project's account, through the
 * same token, limits, breaker and retries as any call.
 *
 * <p>It is no call of the audit's, as it changes nothing and belongs to one that is recorded; but it costs the quotas a token
 * of its own, which is Atlas's protection. It may take a third of the time that a call has, so that the change itself still
 * has its chance.
 */
final class AtlasStateReader implements CurrentStateReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS) // CEL's int
            .build();

    private final Quotas quotas;
    private final Translator translator;
    private final Atlas atlas;
    private final Duration patience;
    private final InstantSource clock;

    AtlasStateReader(Quotas quotas, Translator translator, Atlas atlas, AtlasDeadline deadline, InstantSource clock) {
        this.quotas = quotas;
        this.translator = translator;
        this.atlas = atlas;
        this.patience = deadline.value().dividedBy(3);
        this.clock = clock;
    }

    @Override
    public Map<String, Object> of(ApprovedChange reading) {
        var unstamped = quotas.spend(reading.granted());
        var answer = read(reading);
        if (answer.status() >= 400) {
            throw Refusal.of(Problem.ofStatus(answer.status()), "Atlas does not let the instance be read.")
                    .answering(answer)
                    .decidedBy(DecidedBy.CURRENT_STATE);
        }
        var state = JSON.readValue(answer.body(), new TypeReference<Map<String, Object>>() {});
        state.values().removeIf(value -> value == null); // has(current.field) is false for null, as for absent
        return state;
    }

    private ApiResponse read(ApprovedChange reading) {
        var until = clock.instant().plus(patience);
        var response = atlas.send(Intent.toRead(translator.toAtlas(reading), until));
        try {
            return translator.toCaller(reading, response);
        } catch (Refusal refusal) {
            throw refusal.decidedBy(DecidedBy.CURRENT_STATE);
        }
    }
}
