package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Api;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.AtlasRequest;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Translates the serverless APIs for Atlas of today, where an instance is a flex cluster ({@code updateFlexCluster}, {@code
 * getFlexCluster}).
 *
 * <p>Constants and shape are those of Atlas's own answers for flex-backed serverless instances, while it still served them
 * (recorded responses, December 2025).
 */
record ServerlessToFlex(String publicUrl) implements Translation {

    private static final JsonMapper JSON = JsonMapper.shared();
    // fields with the same name in both shapes, in three lists, because Atlas answers in alphabetical order
    private static final List<String> IDENTITY = List.of("createDate", "groupId", "id");
    private static final List<String> NAMES = List.of("mongoDBVersion", "name");
    private static final List<String> STATE = List.of("stateName", "tags", "terminationProtectionEnabled");

    /** A change without any field that flex has becomes a read: it changes nothing. */
    @Override
    public AtlasRequest request(Call call, Change change, String account) {
        var body = change.toJson();
        body.remove(Change.BACKUP_OPTIONS);
        return AtlasRequests.of(AtlasRequests.in(Api.V2_FLEX, call), body, account);
    }

    @Override
    public ObjectNode instance(Call call, ObjectNode flex) {
        var instance = JSON.createObjectNode();
        copy(flex.path("connectionStrings"), "standardSrv", instance.putObject("connectionStrings"));
        IDENTITY.forEach(field -> copy(flex, field, instance));
        instance.set("links", Links.of(publicUrl, call.operation().api(), flex));
        NAMES.forEach(field -> copy(flex, field, instance));
        instance.set("providerSettings", providerSettings(flex.path("providerSettings")));
        instance.putObject(Change.BACKUP_OPTIONS).put("serverlessContinuousBackupEnabled", false);
        STATE.forEach(field -> copy(flex, field, instance));
        return instance;
    }

    private static ObjectNode providerSettings(JsonNode flex) {
        var settings = JSON.createObjectNode();
        copy(flex, "backingProviderName", settings);
        if (flex.path("diskSizeGB").isNumber()) {
            settings.put(
                    "effectiveDiskSizeGBLimit", (int) flex.path("diskSizeGB").doubleValue());
        }
        settings.put("effectiveInstanceSizeName", "FLEX");
        settings.put("effectiveProviderName", "TENANT");
        settings.put("providerName", "SERVERLESS");
        copy(flex, "regionName", settings);
        return settings;
    }

    private static void copy(JsonNode from, String field, ObjectNode to) {
        var value = from.get(field);
        if (value != null) {
            to.set(field, value);
        }
    }
}
