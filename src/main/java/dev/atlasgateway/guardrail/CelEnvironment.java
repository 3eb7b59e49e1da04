package dev.atlasgateway.guardrail;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of expressions and their types. Because they have types, a misspelt field is an error when an admin saves a
 * guardrail, not a refusal when a team calls.
 */
final class CelEnvironment implements CelTypeProvider {

    static final CelEnvironment TYPES = new CelEnvironment();

    static final String CURRENT = "current";

    /** The type of {@code change}. */
    static final String CHANGE = "Change";

    /** {@code current} has the fields that a caller reads of an instance. */
    static final List<CelVarDecl> VARIABLES = List.of(
            CelVarDecl.newVarDeclaration("team", SimpleType.STRING),
            CelVarDecl.newVarDeclaration("project", reference("Project")),
            CelVarDecl.newVarDeclaration("instance", SimpleType.STRING),
            CelVarDecl.newVarDeclaration("operation", SimpleType.STRING),
            CelVarDecl.newVarDeclaration("change", reference(CHANGE)),
            CelVarDecl.newVarDeclaration(CURRENT, reference("Instance")),
            CelVarDecl.newVarDeclaration("now", SimpleType.TIMESTAMP));

    private static final ImmutableList<CelType> ALL = ImmutableList.of(
            type("Project", Map.of("id", SimpleType.STRING, "name", SimpleType.STRING)),
            type("Tag", Map.of("key", SimpleType.STRING, "value", SimpleType.STRING)),
            type("BackupOptions", Map.of("serverlessContinuousBackupEnabled", SimpleType.BOOL)),
            type("ConnectionStrings", Map.of("standardSrv", SimpleType.STRING)),
            type(
                    CHANGE,
                    Map.of(
                            "tags", ListType.create(reference("Tag")),
                            "terminationProtectionEnabled", SimpleType.BOOL,
                            "serverlessBackupOptions", reference("BackupOptions"))),
            type(
                    "ProviderSettings",
                    Map.of(
                            "backingProviderName", SimpleType.STRING,
                            "effectiveDiskSizeGBLimit", SimpleType.INT,
                            "effectiveInstanceSizeName", SimpleType.STRING,
                            "effectiveProviderName", SimpleType.STRING,
                            "providerName", SimpleType.STRING,
                            "regionName", SimpleType.STRING)),
            type(
                    "Instance",
                    Map.of(
                            "id", SimpleType.STRING,
                            "name", SimpleType.STRING,
                            "createDate", SimpleType.STRING,
                            "mongoDBVersion", SimpleType.STRING,
                            "stateName", SimpleType.STRING,
                            "tags", ListType.create(reference("Tag")),
                            "terminationProtectionEnabled", SimpleType.BOOL,
                            "serverlessBackupOptions", reference("BackupOptions"),
                            "connectionStrings", reference("ConnectionStrings"),
                            "providerSettings", reference("ProviderSettings"))));

    private CelEnvironment() {}

    @Override
    public ImmutableCollection<CelType> types() {
        return ALL;
    }

    @Override
    public Optional<CelType> findType(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    private static CelType type(String name, Map<String, CelType> fields) {
        var types = ImmutableMap.copyOf(fields);
        return StructType.create(name, types.keySet(), field -> Optional.ofNullable(types.get(field)));
    }

    private static CelType reference(String type) {
        return StructTypeReference.create(type);
    }
}
