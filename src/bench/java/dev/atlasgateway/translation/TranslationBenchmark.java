package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Change.Tag;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.guardrail.ApprovedChanges;
import dev.atlasgateway.policy.Project.Contract;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;

/** Measures the translation of an update from serverless to flex, and of Atlas's answer back. */
@State(Scope.Thread)
public class TranslationBenchmark {

    private final Translator translator =
            new Translator(Contract.FLEX, "https://gateway.example", new Notices("https://atlas.example"));
    private final ApprovedChange update = ApprovedChanges.update(
            new Change(List.of(new Tag("owner", "payments"), new Tag("environment", "load")), true, null));
    private final AtlasResponse response =
            new AtlasResponse.Reply(200, Map.of(), JsonMapper.shared().readTree("""
                    {"backupSettings":{"enabled":true},"clusterType":"REPLICASET","connectionStrings":{\
                    "standard":"mongodb://a","standardSrv":"mongodb+srv://orders-dev.x.mongodb.net"},\
                    "createDate":"2026-08-10T03:02:55Z","groupId":"32b6e34b3d91647abb20e7b8",\
                    "id":"6a7b000000000000000000aa","mongoDBVersion":"8.0.17","name":"orders-dev","providerSettings":{\
                    "backingProviderName":"AWS","diskSizeGB":5.0,"providerName":"FLEX","regionName":"US_EAST_1"},\
                    "stateName":"UPDATING","tags":[{"key":"owner","value":"payments"},\
                    {"key":"environment","value":"load"}],"terminationProtectionEnabled":true,\
                    "versionReleaseSystem":"LTS"}"""), List.of());

    @Benchmark
    public AtlasRequest toAtlas() {
        return translator.toAtlas(update);
    }

    @Benchmark
    public ApiResponse toCaller() {
        return translator.toCaller(update, response);
    }
}
