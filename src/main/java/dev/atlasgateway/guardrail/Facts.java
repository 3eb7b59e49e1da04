package dev.atlasgateway.guardrail;

import com.google.protobuf.Timestamp;
import dev.atlasgateway.access.Granted;
import dev.atlasgateway.contract.Change;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an expression can ask about: its variables, and their types. */
final class Facts {

    /** What a change leaves as it is has no entry in {@code change}, so that {@code has(change.tags)} tells. */
    static final List<CelVarDecl> VARIABLES = List.of(
            CelVarDecl.newVarDeclaration("team", SimpleType.STRING),
            CelVarDecl.newVarDeclaration("project", MapType.create(SimpleType.STRING, SimpleType.STRING)),
            CelVarDecl.newVarDeclaration("instance", SimpleType.STRING),
            CelVarDecl.newVarDeclaration("operation", SimpleType.STRING),
            CelVarDecl.newVarDeclaration("change", MapType.create(SimpleType.STRING, SimpleType.DYN)),
            CelVarDecl.newVarDeclaration("now", SimpleType.TIMESTAMP));

    private Facts() {}

    static Map<String, Object> of(Granted granted, Change change, Instant now) {
        var project = granted.project();
        return Map.of(
                "team", granted.caller().team(),
                "project", Map.of("id", project.groupId(), "name", project.name()),
                "instance", granted.call().instance(),
                "operation", granted.call().operation().id(),
                "change", fields(change),
                "now", Timestamp.newBuilder().setSeconds(now.getEpochSecond()).build());
    }

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
