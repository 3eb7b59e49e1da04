package dev.atlasgateway.translation;

import dev.atlasgateway.contract.Api;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds the links that the serverless APIs put on an instance. */
final class Links {

    private Links() {}

    static ArrayNode of(String publicUrl, Api api, ObjectNode instance) {
        var v1 = api == Api.V1_SERVERLESS;
        var self = publicUrl + "/api/atlas/" + (v1 ? "v1.0" : "v2") + "/groups/"
                + instance.path("groupId").asString("") + "/serverless/"
                + instance.path("name").asString("");
        var relations = (v1 ? "http" : "https") + "://cloud.mongodb.com/";
        var links = JsonMapper.shared().createArrayNode();
        link(links, self, "self");
        link(links, self + "/backup/restoreJobs", relations + "restoreJobs");
        link(links, self + "/backup/snapshots", relations + "snapshots");
        return links;
    }

    private static void link(ArrayNode links, String href, String rel) {
        links.addObject().put("href", href).put("rel", rel);
    }
}
