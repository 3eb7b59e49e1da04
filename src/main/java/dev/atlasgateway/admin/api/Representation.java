package dev.atlasgateway.admin.api;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Sha256;
import dev.atlasgateway.policy.Team;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of an object: its key, its fields as in policy documents, and the file that manages it. */
final class Representation {

    static final String MANAGED_BY = "managedBy";

    private static final int TAG_BYTES = 12;

    private Representation() {}

    static Map<String, Object> of(PolicyObject object, PolicySnapshot policy) {
        var shown = of(object);
        policy.managedBy(object.kind(), object.key()).ifPresent(file -> shown.put(MANAGED_BY, file));
        return shown;
    }

    /** Returns the same of an object that is not in the policy. */
    static Map<String, Object> of(PolicyObject object) {
        var collection = PolicyCollection.of(object.kind());
        var shown = new LinkedHashMap<String, Object>();
        shown.putAll(collection.named(collection.parts(object.key())));
        shown.putAll(object.kind().description().write(object));
        if (object instanceof Team || object instanceof Client) {
            shown.putIfAbsent("disabled", false);
        }
        return shown;
    }

    /** Returns the ETag: the same on every replica, and another one for any other state of the object. */
    static String etag(Map<String, Object> shown) {
        var digest = Sha256.of(JsonMapper.shared().writeValueAsBytes(shown));
        return "\"" + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + "\"";
    }
}
