package dev.atlasgateway.audit;

import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.SentRequestId;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.RuleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Makes the JSON columns of a row, and reads error codes from the JSON of Atlas. */
final class RowJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private RowJson() {}

    /** Returns the notes of a call, with the request id that another gateway gave it; null if there are none. */
    static @Nullable ArrayNode notes(ApiRequest request, List<String> notes) {
        var all = JSON.createArrayNode();
        notes.forEach(all::add);
        SentRequestId.beside(request.id(), request.headers().getFirst(SentRequestId.HEADER))
                .ifPresent(sent -> all.add("sent with X-Request-Id " + sent));
        return all.isEmpty() ? null : all;
    }

    static List<String> ofChange(@Nullable ApprovedChange approved, @Nullable Change change, @Nullable JsonNode sent) {
        var notes = new ArrayList<String>();
        if (approved != null) {
            approved.violated().forEach(name -> notes.add(new DecidedBy(RuleKind.GUARDRAIL, name).toString()));
        }
        if (change != null) {
            notes.addAll(change.repetitions());
        }
        if (change != null && change.continuousBackup() != null && (sent == null || !sent.has(Change.BACKUP_OPTIONS))) {
            notes.add(Change.BACKUP_OPTIONS + " not forwarded");
        }
        return notes;
    }

    static ArrayNode attempts(AtlasResponse response) {
        var attempts = JSON.createArrayNode();
        response.attempts()
                .forEach(attempt -> attempts.addObject()
                        .put("at", attempt.startedAt().toString())
                        .put("us", attempt.duration().toNanos() / 1_000)
                        .put("status", attempt.status())
                        .put("effect", attempt.effect().name().toLowerCase(Locale.ROOT))
                        .put("error", attempt.error()));
        return attempts;
    }

    /** Returns Atlas's errorCode; null if the answer is not an error or names no valid one. */
    static @Nullable String errorCode(Reply reply) {
        return reply.status() < 400 ? null : reply.errorCode();
    }
}
