package dev.atlasgateway.translation;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Page;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * List of the instances that a team may read, as Atlas answers it.
 *
 * @param publicUrl the address of the gateway, for the links
 */
record InstanceList(String publicUrl) {

    /** Returns whether Atlas has more instances than the gateway asks for. */
    static boolean isCut(ObjectNode atlas) {
        return atlas.path("totalCount").asLong(0) > atlas.path("results").size();
    }

    /**
     * Returns the page that the caller asked for. Instances that the team may not read are neither shown nor counted.
     *
     * @param shape translates an instance to the API that was called
     */
    ObjectNode of(AuthorizedCall authorized, ObjectNode atlas, UnaryOperator<ObjectNode> shape) {
        var readable = atlas.path("results")
                .valueStream()
                .filter(JsonNode::isObject)
                .map(JsonNode::asObject)
                .filter(instance -> authorized.covers(instance.path("name").asString("")))
                .toList();
        var call = authorized.call();
        var page = call.page();
        var list = atlas.deepCopy();
        list.set("links", links(call, readable.size()));
        var results = list.putArray("results");
        readable.stream()
                .skip((long) (page.number() - 1) * page.size())
                .limit(page.size())
                .map(shape)
                .forEach(results::add);
        if (page.count()) {
            list.put("totalCount", readable.size());
        } else {
            list.remove("totalCount");
        }
        return list;
    }

    private ArrayNode links(Call call, int readable) {
        var page = call.page();
        var links = JsonMapper.shared().createArrayNode();
        link(links, call, page.number(), "self");
        if (page.number() > 1) {
            link(links, call, page.number() - 1, "previous");
        }
        if ((long) page.number() * page.size() < readable) {
            link(links, call, page.number() + 1, "next");
        }
        return links;
    }

    private void link(ArrayNode links, Call call, int number, String rel) {
        var page = new Page(number, call.page().size(), call.page().count());
        links.addObject()
                .put("href", publicUrl + call.path() + "?" + page.query())
                .put("rel", rel);
    }
}
