package dev.atlasgateway.guardrail;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Change;
import dev.cel.runtime.CelVariableResolver;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of the variables for one call. For one thread. */
final class CelVariables implements CelVariableResolver {

    private final AuthorizedCall authorized;
    private final Change change;
    private final Instant now;
    private @Nullable Map<String, Object> current;
    private @Nullable Map<String, Object> fields;

    CelVariables(AuthorizedCall authorized, Change change, Instant now) {
        this.authorized = authorized;
        this.change = change;
        this.now = now;
    }

    void setCurrent(Map<String, Object> state) {
        current = state;
    }

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case "team" -> Optional.of(authorized.caller().team());
            case "project" ->
                Optional.of(Map.of(
                        "id", authorized.project().groupId(),
                        "name", authorized.project().name()));
            case "instance" -> Optional.of(authorized.call().instance());
            case "operation" -> Optional.of(authorized.call().operation().id());
            case "change" -> Optional.of(fields());
            case CelEnvironment.CURRENT -> Optional.ofNullable(current);
            case "now" -> Optional.of(now);
            default -> Optional.empty();
        };
    }

    private Map<String, Object> fields() {
        var cached = fields;
        if (cached == null) {
            cached = fields(change);
            fields = cached;
        }
        return cached;
    }

    /** A field that the change leaves unchanged has no entry, so that {@code has(change.tags)} works. */
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
