package dev.atlasgateway.translation;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds the links that API v1.0 put on an instance. */
final class Links {

    private static final String RELATIONS = "http://cloud.mongodb.com/";

    private Links() {}

    static ArrayNode of(String publicUrl, ObjectNode instance) {
        var self = publicUrl + "/api/atlas/v1.0/groups/"
                + instance.path("groupId").asString("") + "/serverless/"
                + instance.path("name").asString("");
        var links = JsonMapper.shared().createArrayNode();
        link(links, self, "self");
        link(links, self + "/backup/restoreJobs", RELATIONS + "restoreJobs");
        link(links, self + "/backup/snapshots", RELATIONS + "snapshots");
        return links;
    }

    private static void link(ArrayNode links, String href, String rel) {
        links.addObject().put("href", href).put("rel", rel);
    }
}
