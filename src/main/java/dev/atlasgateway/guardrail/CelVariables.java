package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.contract.Change;
import dev.cel.runtime.CelVariableResolver;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of one call's variables, each made when an expression first asks for it. For one thread. */
final class CelVariables implements CelVariableResolver {

    private final Granted granted;
    private final Change change;
    private final Instant now;
    private @Nullable Map<String, Object> current;
    private @Nullable Map<String, Object> fields;

    CelVariables(Granted granted, Change change, Instant now) {
        this.granted = granted;
        this.change = change;
        this.now = now;
    }

    void current(Map<String, Object> state) {
        current = state;
    }

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case "team" -> Optional.of(granted.caller().team());
            case "project" ->
                Optional.of(Map.of(
                        "id", granted.project().groupId(),
                        "name", granted.project().name()));
            case "instance" -> Optional.of(granted.call().instance());
            case "operation" -> Optional.of(granted.call().operation().id());
            case "change" -> Optional.of(fields());
            case CelEnvironment.CURRENT -> Optional.ofNullable(current);
            case "now" -> Optional.of(now);
            default -> Optional.empty();
        };
    }

    private Map<String, Object> fields() {
        var made = fields;
        if (made == null) {
            made = fields(change);
            fields = made;
        }
        return made;
    }

    /** What a change leaves as it is has no entry, so that {@code has(change.tags)} tells. */
    private static Map<String, Object> fields(Change change) {
        var fields = new HashMap<String, Object>();
        if (change.tags() != null) {
            fields.put(
                    "tags",
                    change.tags().stream()
                            .map(tag -> Map.of("key", tag.key(), "value", tag.value()))
                            .toList());
        }
        if (change.terminationProtectionEnabled() != null) {
            fields.put("terminationProtectionEnabled", change.terminationProtectionEnabled());
        }
        if (change.continuousBackup() != null) {
            fields.put(
                    "serverlessBackupOptions", Map.of("serverlessContinuousBackupEnabled", change.continuousBackup()));
        }
        return fields;
    }
}
