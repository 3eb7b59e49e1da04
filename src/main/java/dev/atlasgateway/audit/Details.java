package dev.atlasgateway.audit;

import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Answered;
import dev.atlasgateway.guardrail.Cleared;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a row that are JSON, and what is read out of JSON for it. */
final class Details {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern ERROR_CODE = Pattern.compile("[A-Z0-9_]{1,100}");
    private static final String BACKUP_OPTIONS = "serverlessBackupOptions";

    private Details() {}

    /** Only what was asked for: what is absent stays as it is. */
    static @Nullable ObjectNode change(Change change) {
        var json = JSON.createObjectNode();
        if (change.tags() != null) {
            json.set("tags", JSON.valueToTree(change.tags()));
        }
        if (change.terminationProtectionEnabled() != null) {
            json.put("terminationProtectionEnabled", change.terminationProtectionEnabled());
        }
        if (change.continuousBackup() != null) {
            json.putObject(BACKUP_OPTIONS).put("serverlessContinuousBackupEnabled", change.continuousBackup());
        }
        return json.isEmpty() ? null : json;
    }

    static @Nullable JsonNode sent(AtlasRequest request) {
        return request.body().length == 0 ? null : JSON.readTree(request.body());
    }

    static @Nullable ArrayNode notes(@Nullable Cleared cleared, @Nullable Change change, @Nullable JsonNode sent) {
        var notes = JSON.createArrayNode();
        if (cleared != null) {
            cleared.noted().forEach(name -> notes.add("guardrail:" + name));
        }
        if (change != null && change.continuousBackup() != null && (sent == null || !sent.has(BACKUP_OPTIONS))) {
            notes.add(BACKUP_OPTIONS + " not forwarded");
        }
        return notes.isEmpty() ? null : notes;
    }

    static ArrayNode note(String reason) {
        return JSON.createArrayNode().add(reason);
    }

    static ArrayNode attempts(AtlasResponse response) {
        var attempts = JSON.createArrayNode();
        response.attempts()
                .forEach(attempt -> attempts.addObject()
                        .put("at", attempt.startedAt().toString())
                        .put("us", attempt.took().toNanos() / 1_000)
                        .put("status", attempt.status())
                        .put("effect", attempt.effect().name().toLowerCase(Locale.ROOT))
                        .put("error", attempt.error()));
        return attempts;
    }

    /** Atlas's errorCode, if it answered an error of the documented shape. */
    static @Nullable String errorCode(Answered answered) {
        if (answered.status() < 400) {
            return null;
        }
        try {
            var code = JSON.readTree(answered.body()).path("errorCode").asString("");
            return ERROR_CODE.matcher(code).matches() ? code : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
