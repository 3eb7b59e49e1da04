package dev.atlasgateway.simulator.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request body asks to change; null leaves a setting as it is. */
record Change(
        @Nullable List<Tag> tags,
        @Nullable Boolean terminationProtectionEnabled,
        @Nullable Boolean serverlessContinuousBackupEnabled) {}
