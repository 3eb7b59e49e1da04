package dev.atlasgateway.simulator.cluster;

import java.time.Duration;
import java.util.List;

/** {@code ServerlessInstanceDescription} with the values recorded for an instance that is backed by flex. */
record ServerlessDescription(
        ConnectionStrings connectionStrings,
        String createDate,
        String groupId,
        String id,
        List<Link> links,
        String mongoDBVersion,
        String name,
        ProviderSettings providerSettings,
        ServerlessBackupOptions serverlessBackupOptions,
        String stateName,
        List<Tag> tags,
        boolean terminationProtectionEnabled) {

    record ConnectionStrings(String standardSrv) {}

    record Link(String href, String rel) {}

    record ProviderSettings(
            String backingProviderName,
            int effectiveDiskSizeGBLimit,
            String effectiveInstanceSizeName,
            String effectiveProviderName,
            String nextBackupDate,
            String providerName,
            String regionName,
            boolean tenantBackupEnabled) {}

    record ServerlessBackupOptions(boolean serverlessContinuousBackupEnabled) {}

    /**
     * @param self the URL the instance is read from
     * @param relations {@code https://cloud.mongodb.com} under v2, {@code http://cloud.mongodb.com} under v1.0
     */
    static ServerlessDescription of(Instance instance, String stateName, String self, String relations) {
        var nextBackup = instance.createDate().plus(Duration.ofDays(1)).toString();
        return new ServerlessDescription(
                new ConnectionStrings(Addresses.srv(instance)),
                instance.createDate().toString(),
                instance.groupId(),
                instance.id(),
                List.of(
                        new Link(self, "self"),
                        new Link(self + "/backup/restoreJobs", relations + "/restoreJobs"),
                        new Link(self + "/backup/snapshots", relations + "/snapshots")),
                Addresses.MONGODB_VERSION,
                instance.name(),
                new ProviderSettings("AWS", 5, "FLEX", "TENANT", nextBackup, "SERVERLESS", "US_EAST_1", true),
                new ServerlessBackupOptions(instance.settings().serverlessContinuousBackupEnabled()),
                stateName,
                instance.settings().tags(),
                instance.settings().terminationProtectionEnabled());
    }
}
