package dev.atlasgateway.bench.stock;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Translation of a serverless instance (v1.0) into a flex cluster (v2) and back. */
record InstanceTranslation(String publicUrl) {

    private static final List<String> COMMON = List.of(
            "createDate",
            "groupId",
            "id",
            "mongoDBVersion",
            "name",
            "stateName",
            "tags",
            "terminationProtectionEnabled");

    ObjectNode toFlex(ObjectNode change) {
        return change.retain("tags", "terminationProtectionEnabled");
    }

    ObjectNode toServerless(ObjectNode flex) {
        var instance = JsonMapper.shared().createObjectNode();
        copy(flex.path("connectionStrings"), "standardSrv", instance.putObject("connectionStrings"));
        COMMON.forEach(field -> copy(flex, field, instance));
        addLinks(flex, instance.putArray("links"));
        addSettings(flex.path("providerSettings"), instance.putObject("providerSettings"));
        instance.putObject("serverlessBackupOptions").put("serverlessContinuousBackupEnabled", false);
        return instance;
    }

    private void addLinks(ObjectNode flex, ArrayNode links) {
        var self = publicUrl + "/api/atlas/v1.0/groups/" + flex.path("groupId").asString("") + "/serverless/"
                + flex.path("name").asString("");
        links.addObject().put("href", self).put("rel", "self");
        links.addObject().put("href", self + "/backup/restoreJobs").put("rel", "http://cloud.mongodb.com/restoreJobs");
        links.addObject().put("href", self + "/backup/snapshots").put("rel", "http://cloud.mongodb.com/snapshots");
    }

    private static void addSettings(JsonNode flex, ObjectNode settings) {
        copy(flex, "backingProviderName", settings);
        settings.put("effectiveDiskSizeGBLimit", flex.path("diskSizeGB").asInt(5));
        settings.put("effectiveInstanceSizeName", "FLEX");
        settings.put("effectiveProviderName", "TENANT");
        settings.put("providerName", "SERVERLESS");
        copy(flex, "regionName", settings);
    }

    private static void copy(JsonNode from, String field, ObjectNode to) {
        var value = from.get(field);
        if (value != null) {
            to.set(field, value);
        }
    }
}
