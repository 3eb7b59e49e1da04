package dev.atlasgateway.simulator.cluster;

import java.util.List;

/** {@code FlexClusterDescription20241113} as recorded: keys in alphabetical order, no {@code links}. */
record FlexDescription(
        BackupSettings backupSettings,
        String clusterType,
        ConnectionStrings connectionStrings,
        String createDate,
        String groupId,
        String id,
        String mongoDBVersion,
        String name,
        ProviderSettings providerSettings,
        String stateName,
        List<Tag> tags,
        boolean terminationProtectionEnabled,
        String versionReleaseSystem) {

    record BackupSettings(boolean enabled) {}

    record ConnectionStrings(String standard, String standardSrv) {}

    record ProviderSettings(String backingProviderName, double diskSizeGB, String providerName, String regionName) {}

    private static final BackupSettings BACKED_UP = new BackupSettings(true);
    private static final ProviderSettings PROVIDER = new ProviderSettings("AWS", 5.0, "FLEX", "US_EAST_1");

    static FlexDescription of(Instance instance, String stateName) {
        return new FlexDescription(
                BACKED_UP,
                "REPLICASET",
                new ConnectionStrings(Addresses.standard(instance), Addresses.srv(instance)),
                instance.createDate().toString(),
                instance.groupId(),
                instance.id(),
                Addresses.MONGODB_VERSION,
                instance.name(),
                PROVIDER,
                stateName,
                instance.settings().tags(),
                instance.settings().terminationProtectionEnabled(),
                "LTS");
    }
}
